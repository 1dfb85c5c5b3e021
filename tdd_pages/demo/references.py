"""The demo's reference library: fourteen published works on intrathecal baclofen.

Unlike the company and the device, they are real. A DOI or PubMed id stands only where it was
checked; the others are left out rather than guessed.
"""

from dataclasses import dataclass
from typing import Any

from blocks.models import Reference

JOURNALS = {
    "Arch Phys Med Rehabil": "Archives of Physical Medicine and Rehabilitation",
    "Disabil Rehabil": "Disability and Rehabilitation",
    "Eur J Paediatr Neurol": "European Journal of Paediatric Neurology",
    "J Child Neurol": "Journal of Child Neurology",
    "J Neurosurg": "Journal of Neurosurgery",
    "N Engl J Med": "The New England Journal of Medicine",
    "Neuromodulation": "Neuromodulation: Technology at the Neural Interface",
    "Stroke": "Stroke",
}
"""Full names of journals, by their abbreviation in the NLM Catalog."""


@dataclass(frozen=True, kw_only=True)
class Work:
    """One journal article."""

    key: str
    authors: str
    """As AMA style writes them: ``Penn RD, Savoy SM``."""

    group: str = ""
    title: str
    journal: str
    year: int
    volume: str
    issue: str
    pages: str
    evidence: str
    """A value of `EvidenceType`."""

    doi: str | None = None
    pmid: str | None = None

    def to_reference(self) -> Reference:
        """Return this work as a reference for the library, not yet saved."""
        return Reference(
            key=self.key,
            title=self.title,
            authors=author_blocks(self.authors, self.group),
            container_title=JOURNALS[self.journal],
            container_title_short=self.journal,
            year=self.year,
            volume=self.volume,
            issue=self.issue,
            pages=self.pages,
            evidence_type=self.evidence,
            doi=self.doi,
            pmid=self.pmid,
            language="en",
        )


def author_blocks(authors: str, group: str = "") -> list[tuple[str, Any]]:
    """Return the value of a reference's ``authors``. The initials are each name's last word."""
    names = (name.rpartition(" ") for name in authors.split(", "))
    blocks: list[tuple[str, Any]] = [
        ("person", {"family": family, "given": initials, "suffix": ""})
        for family, _, initials in names
    ]
    return [*blocks, ("group", group)] if group else blocks


WORKS = (
    Work(
        key="penn-1992",
        authors="Penn RD",
        title="Intrathecal baclofen for spasticity of spinal origin: seven years of experience",
        journal="J Neurosurg",
        year=1992,
        volume="77",
        issue="2",
        pages="236–240",
        evidence="cohort",
        doi="10.3171/jns.1992.77.2.0236",
        pmid="1625011",
    ),
    Work(
        key="francisco-2003",
        authors="Francisco GE, Boake C",
        title=(
            "Improvement in walking speed in poststroke spastic hemiplegia after intrathecal "
            "baclofen therapy: a preliminary study"
        ),
        journal="Arch Phys Med Rehabil",
        year=2003,
        volume="84",
        issue="8",
        pages="1194–1199",
        evidence="case-series",
        doi="10.1016/s0003-9993(03)00134-5",
        pmid="12917859",
    ),
    Work(
        key="meythaler-2001",
        authors="Meythaler JM, Guin-Renfroe S, Brunner RC, Hadley MN",
        title="Intrathecal baclofen for spastic hypertonia from stroke",
        journal="Stroke",
        year=2001,
        volume="32",
        issue="9",
        pages="2099–2109",
        evidence="rct",
        doi="10.1161/hs0901.095682",
        pmid="11546903",
    ),
    Work(
        key="ivanhoe-2006",
        authors="Ivanhoe CB, Francisco GE, McGuire JR, Subramanian T, Grissom SP",
        title=(
            "Intrathecal baclofen management of poststroke spastic hypertonia: implications for "
            "function and quality of life"
        ),
        journal="Arch Phys Med Rehabil",
        year=2006,
        volume="87",
        issue="11",
        pages="1509–1515",
        evidence="cohort",
        doi="10.1016/j.apmr.2006.08.323",
    ),
    Work(
        key="gilmartin-2000",
        authors=(
            "Gilmartin R, Bruce D, Storrs BB, Abbott R, Krach L, Ward J, Bloom K, Brooks WH, "
            "Johnson DL, Madsen JR, McLaughlin JF, Nadell J"
        ),
        title="Intrathecal baclofen for management of spastic cerebral palsy: multicenter trial",
        journal="J Child Neurol",
        year=2000,
        volume="15",
        issue="2",
        pages="71–77",
        evidence="rct",
        doi="10.1177/088307380001500201",
    ),
    Work(
        key="hoving-2009",
        authors=("Hoving MA, van Raak EPM, Spincemaille G.H.J.J., Palmans LJ, Becher JG, Vles JSH"),
        group="Dutch Study Group on Child Spasticity",
        title=(
            "Efficacy of intrathecal baclofen therapy in children with intractable spastic "
            "cerebral palsy: a randomised controlled trial"
        ),
        journal="Eur J Paediatr Neurol",
        year=2009,
        volume="13",
        issue="3",
        pages="240–246",
        evidence="rct",
        pmid="18595749",
    ),
    Work(
        key="albright-2003",
        authors=("Albright AL, Gilmartin R, Swift D, Krach LE, Ivanhoe CB, McLaughlin JF"),
        title="Long-term intrathecal baclofen therapy for severe spasticity of cerebral origin",
        journal="J Neurosurg",
        year=2003,
        volume="98",
        issue="2",
        pages="291–295",
        evidence="cohort",
        doi="10.3171/jns.2003.98.2.0291",
        pmid="12593613",
    ),
    Work(
        key="coffey-1993",
        authors=(
            "Coffey RJ, Cahill D, Steers W, Park TS, Ordia J, Meythaler J, Herman R, Shetter AG, "
            "Levy R, Gill B"
        ),
        title=(
            "Intrathecal baclofen for intractable spasticity of spinal origin: results of a "
            "long-term multicenter study"
        ),
        journal="J Neurosurg",
        year=1993,
        volume="78",
        issue="2",
        pages="226–232",
        evidence="rct",
        doi="10.3171/jns.1993.78.2.0226",
        pmid="8421205",
    ),
    Work(
        key="ordia-2002",
        authors="Ordia JI, Fischer E, Adamski E, Chagnon KG, Spatz EL",
        title=(
            "Continuous intrathecal baclofen infusion by a programmable pump in 131 consecutive "
            "patients with severe spasticity of spinal origin"
        ),
        journal="Neuromodulation",
        year=2002,
        volume="5",
        issue="1",
        pages="16–24",
        evidence="cohort",
        doi="10.1046/j.1525-1403.2002._2004.x",
        pmid="22151777",
    ),
    Work(
        key="meythaler-1996",
        authors="Meythaler JM, DeVivo MJ, Hadley M",
        title=(
            "Prospective study on the use of bolus intrathecal baclofen for spastic hypertonia "
            "due to acquired brain injury"
        ),
        journal="Arch Phys Med Rehabil",
        year=1996,
        volume="77",
        issue="5",
        pages="461–466",
        evidence="rct",
    ),
    Work(
        key="penn-1989",
        authors="Penn RD, Savoy SM, Corcos D, Latash M, Gottlieb G, Parke B, Kroin JS",
        title="Intrathecal baclofen for severe spinal spasticity",
        journal="N Engl J Med",
        year=1989,
        volume="320",
        issue="23",
        pages="1517–1521",
        evidence="rct",
        doi="10.1056/nejm198906083202303",
    ),
    Work(
        key="pandyan-2005",
        authors=(
            "Pandyan AD, Gregoric M, Barnes MP, Wood D, Van Wijck F, Burridge J, Hermens H, "
            "Johnson GR"
        ),
        title=(
            "Spasticity: clinical perceptions, neurological realities and meaningful measurement"
        ),
        journal="Disabil Rehabil",
        year=2005,
        volume="27",
        issue="1–2",
        pages="2–6",
        evidence="definition",
        doi="10.1080/09638280400014576",
    ),
    Work(
        key="schiess-2020",
        authors=(
            "Schiess MC, Eldabe S, Konrad P, Molus L, Spencer R, Stromberg K, Weaver T, Plunkett R"
        ),
        title=(
            "Intrathecal baclofen for severe spasticity: longitudinal data from the Product "
            "Surveillance Registry"
        ),
        journal="Neuromodulation",
        year=2020,
        volume="23",
        issue="7",
        pages="996–1002",
        evidence="registry",
        doi="10.1111/ner.13097",
        pmid="31989725",
    ),
    Work(
        key="saulino-2016",
        authors="Saulino M, Ivanhoe CB, McGuire JR, Ridley B, Shilt JS, Boster AL",
        title="Best practices for intrathecal baclofen therapy: patient selection",
        journal="Neuromodulation",
        year=2016,
        volume="19",
        issue="6",
        pages="607–615",
        evidence="guideline",
        doi="10.1111/ner.12447",
        pmid="27434197",
    ),
)
