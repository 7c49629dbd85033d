"""How high somebody stands, as far as a job title tells: English, German, Spanish, French and abbreviations.

A title that says nothing leaves the level unknown; what it says is a proposal until a person sets the field.
"""

import re
from functools import lru_cache
from typing import Final

from repcockpit.domain.names import fold

_WORD: Final = re.compile(r"[\w&+]+")
_CLERICAL: Final = (
    "assistant", "secretary", "clerk", "receptionist", "administrator", "dispatcher",
    "bookkeeper", "typist", "pa", "office administration", "administrative", "back office",
    "sachbearbeiter", "sachbearbeiterin", "sekretar", "sekretarin", "sekretariat", "assistenz", "assistent",
    "assistentin", "disponent", "disponentin",
    "burokraft", "kaufmannischer", "kaufmannische",
    "asistente", "secretaria", "secretario", "administrativo", "administrativa", "recepcionista",
    "auxiliar", "oficinista",
    "assistante", "secretaire", "standardiste",
)  # fmt: skip
_SPECIALIST: Final = (
    "buyer", "purchaser", "accountant", "einkaufer", "einkauferin", "buchhalter", "buchhalterin",
    "contable", "comprador", "compradora", "acheteur", "acheteuse", "comptable", "gestionnaire achats",
    "engineer", "specialist", "technician", "analyst", "consultant", "developer", "scientist", "chemist",
    "operator", "planner", "designer", "architect", "expert", "foreman", "researcher", "metallurgist",
    "electrician", "mechanic", "inspector", "officer", "coordinator", "advisor", "programmer", "nurse",
    "ingenieur", "ingenieurin", "techniker", "technikerin", "spezialist", "spezialistin", "fachkraft",
    "meister", "meisterin", "planer", "planerin", "chemiker", "chemikerin", "laborant", "laborantin",
    "referent", "referentin", "berater", "beraterin", "entwickler", "entwicklerin", "experte", "expertin",
    "konstrukteur", "sicherheitsbeauftragter", "schichtfuhrer", "vorarbeiter", "maschinenfuhrer",
    "ingeniero", "ingeniera", "tecnico", "tecnica", "especialista", "analista", "consultor", "consultora",
    "quimico", "quimica", "operario", "operador", "operadora", "planificador", "planificadora", "disenador",
    "technicien", "technicienne", "specialiste", "analyste", "consultante", "chimiste", "operateur",
    "operatrice", "planificateur", "conseiller", "conseillere", "charge", "chargee", "concepteur", "ingenieure",
)  # fmt: skip
_MANAGER: Final = (
    "manager", "lead", "leader", "supervisor", "superintendent", "head of shift", "team lead", "mgr", "pm",
    "team leader", "buyer manager", "controller", "principal", "chief engineer", "chief buyer", "chief operator",
    "abteilungsleiter", "abteilungsleiterin", "gruppenleiter", "gruppenleiterin", "teamleiter", "teamleiterin",
    "schichtleiter", "schichtleiterin", "leiter", "leiterin", "leitung", "einkaufsleiter", "einkaufsleiterin",
    "produktionsleiter", "produktionsleiterin", "vertriebsleiter", "vertriebsleiterin", "qualitatsleiter",
    "projektleiter", "projektleiterin", "betriebsleiter", "betriebsleiterin", "laborleiter", "laborleiterin",
    "instandhaltungsleiter", "lagerleiter", "buroleiter", "chefeinkaufer", "meisterei",
    "gerente", "jefe", "jefa", "encargado", "encargada", "supervisora", "responsable", "coordinador",
    "coordinadora", "mando intermedio",
    "chef", "cheffe", "gerant", "gerante", "superviseur", "superviseuse", "coordinateur", "coordinatrice",
    "contremaitre", "cadre",
)  # fmt: skip
_DIRECTOR: Final = (
    "director", "vp", "svp", "evp", "avp", "vice president", "head of", "head", "dir", "plant manager",
    "works manager", "general counsel", "direktor", "direktorin", "bereichsleiter", "bereichsleiterin",
    "werksleiter", "werksleiterin", "werkleiter", "werkleiterin", "hauptabteilungsleiter", "prokurist",
    "prokuristin", "directora", "dtor", "dtora", "subdirector", "subdirectora", "vicepresidente",
    "vicepresidenta", "directeur", "directrice", "directeur adjoint", "vice president", "vice-president",
    "regional director", "jefe de planta", "chef d usine",
)  # fmt: skip
_EXEC: Final = (
    "ceo", "cfo", "coo", "cto", "cio", "cmo", "cpo", "cso", "chro", "cro", "ciso", "cdo", "president",
    "chairman", "chairwoman", "chair", "owner", "co owner", "founder", "co founder", "cofounder", "partner",
    "managing director", "executive director", "general manager", "gm", "md", "board", "chief executive",
    "chief executive officer", "chief financial officer", "chief operating officer", "chief technology officer",
    "chief information officer", "chief purchasing officer", "chief commercial officer", "chief officer",
    "geschaftsfuhrer", "geschaftsfuhrerin", "geschaftsfuhrung", "geschaftsleitung", "gf", "vorstand",
    "vorstandin", "vorstandsmitglied", "vorstandsvorsitzender", "vorstandsvorsitzende", "inhaber", "inhaberin",
    "geschaftsfuhrender gesellschafter", "gesellschafter", "prasident", "prasidentin",
    "presidente", "presidenta", "director general", "directora general", "consejero delegado",
    "consejera delegada", "director gerente", "directora gerente", "gerente general", "dueno", "duena",
    "propietario", "propietaria", "socio", "socia", "fundador", "fundadora", "administrador unico",
    "pdg", "dg", "president directeur general", "presidente directrice generale", "directeur general",
    "directrice generale", "gerant associe", "proprietaire", "fondateur", "fondatrice", "associe",
    "dirigeant", "dirigeante", "daf", "drh", "dsi",
)  # fmt: skip
_NOT: Final = (
    ("vice president", "director"), ("vice presidente", "director"), ("vice presidenta", "director"),
    ("vicepresident", "director"), ("product owner", "specialist"), ("process owner", "specialist"),
    ("business partner", "specialist"), ("partner manager", "manager"), ("account manager", "manager"),
    ("scrum master", "specialist"), ("assistant director", "director"), ("assistant manager", "manager"),
    ("deputy director", "director"), ("lead engineer", "manager"), ("lead buyer", "manager"),
    ("general counsel", "director"), ("directeur general adjoint", "exec"), ("assistant to", "clerical"),
    ("assistant of", "clerical"), ("pa to", "clerical"), ("secretary to", "clerical"), ("ea to", "clerical"),
    ("assistenz der", "clerical"), ("assistent der", "clerical"), ("assistentin der", "clerical"),
    ("assistant de", "clerical"), ("assistante de", "clerical"), ("asistente de", "clerical"),
    ("asistenta de", "clerical"), ("secretaria de", "clerical"), ("secretario de", "clerical"),
    ("secretaire de", "clerical"), ("executive assistant", "clerical"), ("personal assistant", "clerical"),
    ("office manager", "clerical"), ("buroleitung", "clerical"), ("secretary general", "exec"),
    ("executive secretary", "clerical"), ("management assistant", "clerical"),
    ("stellvertretender geschaftsfuhrer", "exec"), ("leiter des werks", "director"),
    ("technischer direktor", "director"), ("technischer leiter", "director"), ("plant manager", "director"),
    ("head of shift", "manager"),
)  # fmt: skip
_LEVELS: Final = (
    ("exec", _EXEC),
    ("director", _DIRECTOR),
    ("manager", _MANAGER),
    ("clerical", _CLERICAL),
    ("specialist", _SPECIALIST),
)
_LONGEST: Final = 200
_CHIEF: Final = re.compile(r" chief (\w+ ){1,3}officer ")
_LEADS: Final = re.compile(r"leiter(in)? |leitung ")
_WRITES: Final = re.compile(r"sekretar(in)? |assistent(in)? ")


@lru_cache(maxsize=4096)
def level_of(title: str | None) -> str | None:
    """The level a title proposes (exec, director, manager, specialist, clerical); None where it says nothing.

    A phrase that means something of its own wins over its words ("assistant to the managing director"), then
    the highest of the words.
    """
    if not title:
        return None
    words = _WORD.findall(fold(title[:_LONGEST]).replace(".", ""))
    text = f" {' '.join(words)} "
    for phrase, level in _NOT:
        if f" {phrase} " in text:
            return level
    if _CHIEF.search(text):
        return "exec"
    if _WRITES.search(text):
        return "clerical"
    for level, known in _LEVELS:
        if any(f" {one} " in text for one in known):
            return level
    return "manager" if _LEADS.search(text) else None
