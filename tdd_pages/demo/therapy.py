"""The therapy page, severe spasticity: the facts of such a page, in words of our own."""

from .compose import (
    Block,
    block,
    cite,
    criteria_list,
    figure,
    hero,
    page_link,
    prose,
    section,
    stat,
    stat_cards,
)
from .names import DEVICE, NOTICE


def severe_spasticity() -> list[Block]:
    return [
        hero(
            "severe-spasticity",
            eyebrow="Targeted drug delivery",
            # One marker for the whole sentence: Pandyan defines what the two studies reduced.
            summary=(
                "<p>Severe spasticity troubles the person who has it and those who give care. "
                "Targeted drug delivery has reduced it in clinical studies."
                f"{cite('francisco-2003', 'ordia-2002', 'pandyan-2005')}</p>"
            ),
            to=("orrivane", f"See the {DEVICE} system"),
            picture="waves",
        ),
        prose("spasticity notice", NOTICE),
        section(
            "Long-term relief with far less baclofen",
            prose(
                "spasticity relief",
                "<p>Targeted drug delivery (TDD) infuses baclofen into the intrathecal space, "
                "where it acts on the spinal cord. Studies found less spasticity and also fewer "
                f"spasms.{cite('meythaler-2001', 'albright-2003', 'coffey-1993', 'ordia-2002')}"
                "</p>"
                "<p>The relief lasts, and it takes far less baclofen than treatment by mouth."
                f"{cite('meythaler-2001', 'ivanhoe-2006', 'gilmartin-2000', 'meythaler-1996')} "
                "A lower dose may spare people some of the side effects of oral baclofen."
                f"{cite('meythaler-2001', 'ivanhoe-2006', 'gilmartin-2000', 'meythaler-1996')}"
                "</p>",
            ),
            section(
                f"How the {DEVICE} infusion system delivers it",
                prose(
                    "spasticity device",
                    f"<p>{DEVICE} is a pump that is implanted under the skin, with a catheter that "
                    "ends in the intrathecal space. Baclofen delivered there has no need to cross "
                    "the blood–brain barrier. A small part of the oral dose is enough to take "
                    "effect, and the rest of the body is exposed to less of the drug."
                    f"{cite('penn-1989')}</p>"
                    f"<p>{page_link('orrivane', f'The parts and the care of {DEVICE}')}</p>",
                ),
                figure(
                    "system",
                    caption=(
                        "<p>The catheter runs from the pump into the spinal canal, where its tip "
                        "releases baclofen beside the cord.</p>"
                    ),
                ),
            ),
        ),
        section("Clinical outcomes", *outcomes(), tone="tinted"),
        section("Selecting patients", *selection()),
        section("Education and treatment goals", *goals(), tone="tinted"),
        section(
            "Talk with our clinical team",
            prose(
                "spasticity contact",
                "<p>Our clinical specialists answer questions about the therapy and arrange "
                "training for your center. "
                f"{page_link('contact', 'See all ways to contact us')}.</p>",
            ),
        ),
        block("references", "spasticity references", heading=""),
        block("share_bar", "spasticity share", heading="", facebook=True, linkedin=True),
    ]


def outcomes() -> list[Block]:
    return [
        stat_cards(
            "spasticity outcomes",
            # 97% is 64 of 66: Penn screened 66 people with a test dose, and all but two responded.
            # Where this figure is quoted with Pandyan, the source has slipped: that paper defines
            # spasticity and has no patients.
            stat(
                "People with spasticity of spinal origin who responded to a test dose",
                "97",
                of="Consecutive patients with severe spasticity",
                sample_size=66,
                sources=("penn-1992",),
            ),
            stat(
                "People with spasticity of cerebral origin who responded to a test dose",
                "94",
                of="Patients with cerebral palsy who completed screening",
                sources=("gilmartin-2000",),
            ),
            # A share of pumps, whose number the registry's abstract does not give: no n.
            stat(
                "Pumps that people chose to replace at the end of battery life",
                "99.1",
                of="Registry of 1,743 patients treated for severe spasticity",
                timeframe="2003 to 2017",
                sources=("schiess-2020",),
            ),
            lead_in="<p>Figures from two clinical studies and a long-term registry:</p>",
        ),
        prose(
            "spasticity comparison",
            "<p>The three figures come from different groups of people and cannot be compared "
            "with one another. Results vary from person to person.</p>",
        ),
        section(
            "Side effects and complications",
            prose(
                "spasticity risks",
                "<p>Side effects are common, and surgery can have complications. One study "
                "followed 68 children and young adults for a mean of 70 months. Low muscle tone "
                "and lethargy were the most frequent side effects. The most frequent surgical "
                "complications concerned the catheter, in 31% of patients."
                f"{cite('albright-2003')}</p>",
            ),
        ),
    ]


def selection() -> list[Block]:
    return [
        prose(
            "spasticity definition",
            "<p>In 2005 the SPASM consortium, a research group on the measurement of spasticity, "
            "described severe spasticity as troublesome: a problem for the person who has it and "
            f"for caregivers.{cite('pandyan-2005')}</p>",
        ),
        criteria_list(
            "spasticity criteria",
            "has not responded to oral baclofen, or cannot be treated with it because of "
            "intolerable side effects on the central nervous system",
            "interferes with function or with daily activities",
            "interferes with care or with positioning",
            "causes pain",
            lead_in="<p>Consider TDD for people whose severe spasticity:</p>",
            source=("saulino-2016",),
        ),
        section(
            "Key considerations",
            criteria_list(
                "spasticity considerations",
                "<b>Walking.</b> TDD can be an effective way to improve walking in certain people. "
                "Those who walk should have rehabilitation therapy at the same time.",
                "<b>Children.</b> TDD is highly effective in reducing spasticity in children. They "
                "need special attention, with baseline evaluations for scoliosis, hip status, "
                "hydrocephalus, and urodynamic status.",
                "<b>Timing.</b> TDD does not directly modify the underlying disease. Consider it "
                "early even so, because it may prevent or delay the effects of spasticity on "
                "muscles, bones, and function.",
                "<b>Age.</b> Safety and effectiveness have not been established in children "
                "younger than 4 years.",
                "<b>Individual results.</b> This therapy does not suit everyone. Benefits and "
                "complications differ from person to person.",
                "<b>The whole person.</b> Weigh TDD together with all else that affects a person "
                "with spasticity. Cognitive ability matters most.",
                kind="considerations",
                source=("saulino-2016",),
            ),
        ),
    ]


def goals() -> list[Block]:
    return [
        figure(
            "conversation",
            caption="<p>A person who uses a wheelchair and her clinician set goals together.</p>",
        ),
        criteria_list(
            "spasticity goals",
            "Educate the person, the family, and caregivers. Create a setting that supports "
            "learning, and use every resource the center has.",
            "Set goals together, so that the person and the clinicians approach the therapy with "
            "a clear purpose.",
            "Review absolute and relative contraindications, and plan how to address them where "
            "needed.",
            kind="do",
            lead_in="<p>Before treatment:</p>",
            source=("saulino-2016",),
        ),
        section(
            "When the therapy may not be suitable",
            prose(
                "spasticity contraindications",
                "<p>Hypersensitivity to baclofen, which is rare, and active infection are "
                f"contraindications.{cite('saulino-2016')} The following do not rule the therapy "
                "out, but they call for a plan.</p>",
            ),
            criteria_list(
                "spasticity relative contraindications",
                "Goals that are not realistic",
                "Mental health conditions that cannot be managed",
                "Psychosocial factors that affect adherence to treatment",
                "Financial burden",
                kind="contraindication",
                lead_in="<p>Relative contraindications:</p>",
                source=("saulino-2016",),
            ),
        ),
    ]
