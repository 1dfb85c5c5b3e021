"""What people see of text and controls against what lies beneath: colours and their contrast."""
