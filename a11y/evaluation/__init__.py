"""What a machine cannot decide: manual checks, and the evaluation report made from both."""
