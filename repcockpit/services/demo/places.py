"""The invented companies of the sample book, and names of people by country. Nobody here exists."""

from typing import Final, NamedTuple


class Company(NamedTuple):
    """An invented account; `segment` is None for a prospect."""

    name: str
    sector: str
    city: str
    country: str
    segment: str | None


ZONES: Final = {
    "ES": "Europe/Madrid", "FR": "Europe/Paris", "DE": "Europe/Berlin", "IT": "Europe/Rome", "PT": "Europe/Lisbon",
    "PL": "Europe/Warsaw", "NL": "Europe/Amsterdam", "SE": "Europe/Stockholm", "DK": "Europe/Copenhagen",
    "CZ": "Europe/Prague", "GB": "Europe/London", "IE": "Europe/Dublin", "AT": "Europe/Vienna", "JP": "Asia/Tokyo",
    "HK": "Asia/Hong_Kong", "FI": "Europe/Helsinki",
}  # fmt: skip

ANAS: Final = (
    Company("Northglass", "glass", "Santander", "ES", "A"),
    Company("Kan-code", "pumps", "Rotterdam", "NL", "A"),
    Company("Hatfan", "foundry", "Göteborg", "SE", "A"),
    Company("Konex", "pumps", "Porto", "PT", "A"),
    Company("Isdom", "glass", "横浜 Yokohama", "JP", "B"),
    Company("Treequote", "sand", "Sheffield", "GB", "B"),
    Company("Condax", "foundry", "Lyon", "FR", "B"),
    Company("Labdrill", "ceramics", "Aarhus", "DK", "B"),
    Company("Zathunicon", "glass", "Köln", "DE", "B"),
    Company("Inity Ceramics", "ceramics", "Castellón", "ES", "C"),
    Company("Fundiciones Alberche", "foundry", "Toledo", "ES", "C"),
    Company("Vidrieras del Nalón", "glass", "Gijón", "ES", "C"),
    Company("Arenas de Segura", "sand", "Murcia", "ES", "C"),
    Company("Bombas Iriarte", "pumps", "Bilbao", "ES", "D"),
    Company("Moldeados Tajuña", "foundry", "Guadalajara", "ES", "D"),
    Company("Cancity", "glass", "Valencia", "ES", "A"),
    Company("Zotware", "filters", "Zaragoza", "ES", "B"),
    Company("Cristalería Pisuerga", "glass", "Valladolid", "ES", "C"),
    Company("Hornos Ulzama", "ceramics", "Pamplona", "ES", None),
    Company("Siderúrgica Arlanza", "foundry", "Burgos", "ES", None),
)
"""Ana Ruiz's accounts. The last two are prospects; Zotware and Pisuerga she has just taken over."""

JONS: Final = (
    Company("Verrerie des Trois Vallées", "glass", "Chambéry", "FR", "A"),
    Company("Fonderies Guillevic", "foundry", "Brest", "FR", "A"),
    Company("Pompes Lachenal", "pumps", "Annecy", "FR", "B"),
    Company("Sablières de l'Ognon", "sand", "Besançon", "FR", "B"),
    Company("Glasfabriek Oosterdiep", "glass", "Groningen", "NL", "A"),
    Company("Gieterij Van der Schoot", "foundry", "Venlo", "NL", "B"),
    Company("Céramiques du Gâtinais", "ceramics", "Montargis", "FR", "B"),
    Company("Filtres Kervella", "filters", "Quimper", "FR", "C"),
    Company("Brennan & Foyle Castings", "foundry", "Cork", "IE", "B"),
    Company("Sperrin Silica", "sand", "Derry", "GB", "C"),
    Company("Wharfedale Pumpworks", "pumps", "Leeds", "GB", "C"),
    Company("Tamar Glass", "glass", "Plymouth", "GB", "C"),
    Company("Oude Maas Zandhandel", "sand", "Dordrecht", "NL", "C"),
    Company("Atelier Moulinet", "foundry", "Nantes", "FR", "D"),
    Company("Verre & Lumière", "glass", "Limoges", "FR", "D"),
    Company("Forge de Saint-Éloi", "foundry", "Metz", "FR", "C"),
    Company("港島玻璃 Kong To Glass", "glass", "Hong Kong", "HK", "B"),
    Company("Carrières Aubrac", "sand", "Rodez", "FR", "D"),
    Company("Hydrolia", "pumps", "Grenoble", "FR", None),
    Company("Fenland Foundry", "foundry", "Norwich", "GB", None),
)

MILENAS: Final = (
    Company("Glashütte Weidenau", "glass", "Siegen", "DE", "A"),
    Company("Gießerei Hölzl", "foundry", "Linz", "AT", "A"),
    Company("Pumpen Brückner", "pumps", "Chemnitz", "DE", "B"),
    Company("Sklárna Třebíz", "glass", "Kladno", "CZ", "A"),
    Company("Odlewnia Warta", "foundry", "Poznań", "PL", "B"),
    Company("Huta Szkła Bystra", "glass", "Kielce", "PL", "B"),
    Company("Quarzsand Löhne", "sand", "Minden", "DE", "B"),
    Company("Lasitehdas Kymi", "glass", "Kouvola", "FI", "C"),
    Company("Fonderia Brembilla", "foundry", "Bergamo", "IT", "B"),
    Company("Vetreria Murazze", "glass", "Venezia", "IT", "C"),
    Company("Pompe Sangalli", "pumps", "Lecco", "IT", "C"),
    Company("Sabbie del Ticino", "sand", "Pavia", "IT", "C"),
    Company("Støberiet Vejle Å", "foundry", "Vejle", "DK", "C"),
    Company("Slévárna Sázava", "foundry", "Brno", "CZ", "C"),
    Company("Piaskownia Nida", "sand", "Kraków", "PL", "D"),
    Company("Keramik Zöllner", "ceramics", "Meißen", "DE", "D"),
    Company("Filtertechnik Aßmus", "filters", "Ulm", "DE", "C"),
    Company("Ceramica Valsesia", "ceramics", "Novara", "IT", "D"),
    Company("Pompy Łużyce", "pumps", "Zgorzelec", "PL", None),
    Company("Glasbruk Åsnen", "glass", "Växjö", "SE", None),
)

JAKUBS: Final = (
    Company("Finhigh", "ceramics", "Warszawa", "PL", "A"),
    Company("Goodsilron", "sand", "Gdańsk", "PL", "A"),
    Company("Huta Narew", "glass", "Białystok", "PL", "A"),
    Company("Zapora Čerpadla", "pumps", "Ostrava", "CZ", "B"),
    Company("Odlewnia Pilica", "foundry", "Radom", "PL", "B"),
    Company("Písky Orlice", "sand", "Hradec Králové", "CZ", "C"),
)
LENAS: Final = (
    Company("Weserglas", "glass", "Bremen", "DE", "A"),
    Company("Pennine Castings", "foundry", "Halifax", "GB", "A"),
    Company("Sauerland Guss", "foundry", "Hagen", "DE", "B"),
    Company("Elbe Pumpen", "pumps", "Stade", "DE", "B"),
    Company("Lochside Ceramics", "ceramics", "Perth", "GB", "C"),
    Company("Filterwerk Börde", "filters", "Soest", "DE", "C"),
)
TOMASES: Final = (
    Company("Vidrio Guadalete", "glass", "Jerez", "ES", "A"),
    Company("Fundição do Sado", "foundry", "Setúbal", "PT", "A"),
    Company("Lusobombas", "pumps", "Aveiro", "PT", "B"),
    Company("Arenas del Eo", "sand", "Lugo", "ES", "B"),
    Company("東灣鑄造 Tung Wan Castings", "foundry", "Hong Kong", "HK", "B"),
    Company("Cerámica Turia", "ceramics", "Sagunto", "ES", "C"),
)
"""Three smaller books beside Ana's, Jon's and Milena's."""

_GERMAN = (
    "Rita Jürgen Anke Matthias Sabine Uwe Katrin Stefan Heike Björn Silke Ralf",
    "Schmidt Köhler Brandt Weiß Lorenz Günther Haas Pfeiffer Böhm Engel Kühn Dietz",
)
_DUTCH = (
    "Jon Anouk Pieter Marloes Bas Femke Joost Sanne Ruben Lotte",
    "Park Vos Dijkstra Mulder Bakker Verhoeven Smit Hoekstra Kuipers Wessels",
)
_NORDIC = (
    "Ingrid Bo Åsa Lars Sigrid Nils Maja Søren Kirsten Mikael",
    "Dahl Lind Öberg Nyström Falk Holm Kjær Sørensen Ek Berglund",
)
_SLAVIC = (
    "Agnieszka Marek Zofia Łukasz Jana Petr Tereza Ondřej Halina Wojciech",
    "Wójcik Zieliński Kowalczyk Dvořák Černý Procházka Żak Maj Horák Bielecki",
)
_BRITISH = (
    "Owen Aoife Ciarán Hannah Graham Siân Nigel Moira Liam Frances",
    "Reed Byrne Holloway O'Neill Whitaker Sutcliffe Pryce Gallagher Marsden Lowe",
)
PEOPLE: Final = {
    "ES": (
        "María Pablo Lucía Iñigo Carmen Álvaro Nuria Jesús Begoña Martín Elena Raúl Pilar Sergio",
        "López Gil Iturbe Núñez Ortega Peña Sáez Quintana Vidal Zubiri Cano Marín Echevarría Rey",
    ),
    "FR": (
        "Claire Marc Hélène Julien Sylvie Benoît Maëlle Thierry Chloé Gaël",
        "Morel Petit Lefèvre Garnier Chauvin Roussel Legoff Béraud Masson Faure",
    ),
    "DE": _GERMAN, "AT": _GERMAN,
    "IT": (
        "Giulia Marco Chiara Davide Federica Luca Paola Nicolò Silvia Ettore",
        "Ferrari Colombo Rinaldi Moretti Galli Conti Villa Riva Fontana Testa",
    ),
    "PT": ("Luís Inês João Teresa Rui Mafalda", "Prado Carvalho Gonçalves Simões Antunes Brandão"),
    "PL": _SLAVIC, "CZ": _SLAVIC, "NL": _DUTCH, "SE": _NORDIC, "DK": _NORDIC, "FI": _NORDIC,
    "GB": _BRITISH, "IE": _BRITISH,
    "JP": ("Aiko Kenji 美咲 Haruto Yūko 健太", "Mori Tanaka 佐藤 Watanabe Ōno 高橋"),
    "HK": ("Mei-ling Wing-kei 志明 Ka-yan", "Chan Lau 陳 Wong"),
}  # fmt: skip
"""First and last names by country; the last names carry the accents that a search ignores."""
