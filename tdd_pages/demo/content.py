"""What the demo's pages say. Company and device are invented; the studies are real.

Each function returns one page's stream data. `setup_demo` calls it when all pages, pictures and
references exist, so that texts can link to pages and cite works by key.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .compose import Block, cite, criteria_list, figure, hero, page_link, prose, section
from .names import COMPANY, DEVICE, NOTICE
from .therapy import severe_spasticity


@dataclass(frozen=True, kw_only=True)
class DemoPage:
    """A page of the demo: its place in the site, and the function that writes it."""

    slug: str
    title: str
    description: str
    body: Callable[[], list[Block]]


# ------------------------------------------------------------------ home


def home() -> list[Block]:
    return [
        hero(
            "home",
            eyebrow="Demonstration site",
            summary=(
                "<p>Medicine brought close to where it acts: into the fluid around the spinal "
                "cord. This site tells health care professionals whom the therapy may help and "
                "what the evidence is.</p>"
            ),
            to=("severe-spasticity", "Read about severe spasticity"),
            picture="waves",
        ),
        prose("home notice", NOTICE),
        section(
            "How the therapy works",
            prose(
                "home therapy",
                "<p>A small pump lies under the skin of the abdomen. From it, a thin catheter "
                "leads to the intrathecal space, the space around the spinal cord that holds the "
                "cerebrospinal fluid. The medicine does not have to cross the blood–brain "
                "barrier, so a small part of the oral dose can be enough."
                f"{cite('penn-1989')}</p>",
            ),
            figure(
                "system",
                caption="<p>Pump, catheter, and spinal canal: a drawing that is not to scale.</p>",
            ),
        ),
        section(
            "What you can read here",
            prose(
                "home pages",
                "<ul>"
                f"<li>{page_link('severe-spasticity', 'Severe spasticity')}: outcomes, patient "
                "selection, and treatment goals</li>"
                f"<li>{page_link('orrivane', f'The {DEVICE} system')}: its parts and its care "
                "over the years</li>"
                f"<li>{page_link('contact', 'Contact')}: ways to reach us, by text as well as by "
                "telephone</li>"
                "</ul>",
            ),
            tone="tinted",
        ),
        section(
            "What this site demonstrates",
            prose(
                "home components",
                "<p>Editors fill in each part of these pages as a component: the opening, the "
                "figures, the lists, the references. The system does the rest. It sets heading "
                "levels, numbers citations in reading order, and lists every source once.</p>"
                "<p>Other programs can read the same content as typed data. An audit in a real "
                "browser checks each page for barriers to people with disabilities.</p>",
            ),
        ),
    ]


# ------------------------------------------------------------------ the device, contact


def device() -> list[Block]:
    return [
        hero(
            "device",
            eyebrow="Invented device",
            summary=(
                "<p>A pump, a catheter, and a programmer: one system that delivers baclofen to "
                "the intrathecal space.</p>"
            ),
            to=("severe-spasticity", "Read the clinical evidence"),
            picture="waves",
        ),
        prose("device notice", NOTICE),
        section(
            "Three parts, one task",
            prose(
                "device parts",
                "<ul>"
                "<li><b>The pump</b> lies under the skin of the abdomen. It holds the medicine "
                "and delivers it at the rate the clinician sets.</li>"
                "<li><b>The catheter</b> is a thin, soft tube. It carries the medicine from the "
                "pump to the intrathecal space.</li>"
                "<li><b>The programmer</b> lets the clinician read the pump and adjust the dose "
                "from outside the body.</li>"
                "</ul>",
            ),
            figure(
                "system",
                caption="<p>A clinician refills the pump through the port in its middle.</p>",
            ),
        ),
        section(
            "Care over the years",
            prose(
                "device care",
                "<p>A clinician refills the pump through the skin with a needle. When the battery "
                "nears the end of its life, the pump is replaced in a planned operation. In a "
                "long-term registry, 99.1% of pumps that reached that point were replaced."
                f"{cite('schiess-2020')}</p>",
            ),
            criteria_list(
                "device do",
                "keep every refill appointment",
                "carry the device identification card",
                "tell every clinician about the pump, above all before an MRI scan",
                kind="do",
                lead_in="<p>People who have a pump should:</p>",
            ),
            criteria_list(
                "device dont",
                "let the pump run empty, because sudden withdrawal of intrathecal baclofen is a "
                "medical emergency",
                "ignore an alarm from the pump",
                kind="dont",
                lead_in="<p>They should not:</p>",
            ),
        ),
    ]


def contact() -> list[Block]:
    return [
        hero(
            "contact",
            eyebrow=COMPANY,
            summary="<p>Ask a clinical specialist, or arrange training for your center.</p>",
            tone="light",
        ),
        prose("contact notice", NOTICE),
        section(
            "Ways to reach us",
            prose(
                "contact ways",
                "<ul>"
                '<li>Email: <a href="mailto:clinical-team@example.com">'
                "clinical-team@example.com</a></li>"
                '<li>Telephone: <a href="tel:+12025550142">+1 202-555-0142</a></li>'
                "<li>Text message: +1 202-555-0143</li>"
                "</ul>"
                "<p>We answer from Monday to Friday, 8:00 a.m. to 8:00 p.m. Eastern Time. Calls "
                "through a relay service are welcome. Like the company, these addresses are "
                "invented and reach no one.</p>",
            ),
        ),
        section(
            "Education and training",
            prose(
                "contact training",
                "<p>Courses on targeted drug delivery cover patient selection, the test dose, "
                "refills, and troubleshooting. Write to us for the program.</p>",
            ),
        ),
    ]


HOME = DemoPage(
    slug="wrenmoor",
    title="Targeted drug delivery",
    description=(
        "A demonstration site on intrathecal baclofen for severe spasticity: the evidence, "
        "patient selection, and the device."
    ),
    body=home,
)
PAGES = (
    DemoPage(
        slug="severe-spasticity",
        title="Severe spasticity",
        description=(
            "Targeted drug delivery for people with severe spasticity: clinical outcomes, patient "
            "selection, and treatment goals."
        ),
        body=severe_spasticity,
    ),
    DemoPage(
        slug="orrivane",
        title=f"The {DEVICE} system",
        description="The parts of an implanted drug infusion system, and its care over the years.",
        body=device,
    ),
    DemoPage(
        slug="contact",
        title="Contact",
        description="Ways to reach our clinical team, in writing and by telephone.",
        body=contact,
    ),
)
"""The pages under the home page, in the order of the menu."""
