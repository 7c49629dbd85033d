"""What people say in the sample book: notes, promises, requests, ideas, and the news a rep brings."""

from typing import Final

NOTES: Final = {
    "glass": (
        "furnace 2 is relined in March, needs sand on stock from February",
        "iron in the last batch at 0.021, wants 0.018 or better",
        "bag splitting on line 4, about one in two hundred",
        "new bottle for a gin maker, flint, 40 t a week from May",
        "energy price clause again, wants it capped",
        "cullet share goes to 60 %, less soda ash from us",
        "showed the melt report, she copied it to production",
    ),
    "foundry": (
        "core sand clumps in the hopper on Mondays, suspects damp",
        "third shift starts in April, 15 % more resin",
        "scrap down to 3.1 % since the new binder",
        "lost an order for gearbox housings, cuts orders for Q1",
        "wants smaller bags, lifting limit is 25 kg now",
        "asks for a trial of the low odour resin on line 2",
        "auditor asks for the origin of every lot",
    ),
    "pumps": (
        "seal fails after 900 h with abrasive slurry, sent two back",
        "standardises on one impeller, wants a price for 400",
        "spare parts list is two versions old, promised the new one",
        "new test bench is ready, invites us in three weeks",
        "complains about lead time, nine weeks against six said",
        "field test in the quarry goes well, 1,400 h without a stop",
    ),
    "sand": (
        "dryer down until Thursday, needs two trucks from us",
        "screen 3 worn, oversize in the last samples",
        "licence for the north pit is renewed until 2041",
        "rail instead of trucks from summer, loads of 1,000 t",
        "asks who else uses the 0.1 to 0.3 fraction",
    ),
    "ceramics": (
        "glaze pinholes after the switch of kaolin, sends photos",
        "kiln 1 goes electric next year, decision in June",
        "buyer wants one supplier less, it will not be us",
        "sample bags arrived, test on Wednesday",
    ),
    "filters": (
        "filter cloth lasts 14 weeks, was 9, very happy",
        "needs drawings as STEP, not PDF",
        "price increase accepted, with 60 days of notice next time",
        "two tenders out, asks for our reference in Lyon",
    ),
}
SHORT: Final = (
    "all well, nothing open", "stock is fine until the end of the month", "will call after the holidays",
    "confirmed the delivery window", "asked about her new colleague in quality", "sends the forecast on Monday",
    "order comes this week", "invoice query settled", "happy with the last delivery", "meeting moved, new date agreed",
)  # fmt: skip
MAILS: Final = (
    "price list sent", "data sheet in two languages", "minutes of the visit", "certificate attached",
    "delivery dates for next month", "answer about the safety data sheet", "thanks and next steps", "offer, version 2",
)  # fmt: skip
REPLIES: Final = (
    "received, thanks", "please change the pallet height to 1.80 m", "approved by production", "asks for a call on it",
    "forwards it to purchasing", "two questions on page 3",
)  # fmt: skip
EARLY_NOTES: Final = (
    "wants a sand forecast for the next quarter",
    "budget for next year is frozen until the board meets",
    "competitor offered 4 % less, without the laboratory",
    "her deputy takes over purchasing of consumables",
)
PROMISES: Final = (
    "certificate of origin", "audit report", "drawing of the new spout", "price for full trucks", "sample of 25 kg bags",
    "contact of the laboratory", "reference in the same trade", "training date for the night shift",
    "safety data sheet in her language", "delivery plan for the shutdown",
)  # fmt: skip
TASKS: Final = (
    "prepare the offer for next year", "check stock of the coarse fraction", "send the invitation to the plant tour",
    "update the list of installed pumps", "ask finance about the credit limit", "find out who follows the plant manager",
)  # fmt: skip
REQUESTS: Final = (
    ("emergency shipment, two trucks by Friday", "emergency_shipment", "high", "high"),
    ("wrong fraction delivered, 12 pallets", "wrong_delivery", "high", "medium"),
    ("moisture above 0.3 % in lot 2207", "quality", "medium", "high"),
    ("which grease for the new bearing", "technical", "low", "medium"),
    ("payment in 60 days instead of 30", "commercial_terms", "medium", "low"),
    ("REACH declaration for the auditor", "document", "medium", "medium"),
    ("bags without labels", "wrong_delivery", "medium", "medium"),
    ("pump 7 leaks after two weeks", "quality", "high", "medium"),
    ("sieve curve of the last three lots", "document", "low", "low"),
)
IDEAS: Final = (
    ("bags of 15 kg for the night shift", "packaging"), ("QR code with the lot's certificate", "packaging"),
    ("returnable big bags", "packaging"), ("impeller in two halves", "pumps"), ("sensor for silo level", "services"),
    ("binder without formaldehyde", "binders"), ("sand with a dust below 0.5 %", "sand"),
    ("delivery window by text message", "services"),
)  # fmt: skip
TRAININGS: Final = (
    "safe unloading", "reading a sieve curve", "changing a mechanical seal", "storage of binders", "first start of a pump",
)  # fmt: skip
INFOS: Final = (
    ("Energy prices for glass makers, autumn", "trend"), ("How a foundry halved its scrap", "best_practice"),
    ("Crystalline silica: the new limit explained", "study"), ("A new float line near Katowice", "news"),
    ("Getting two weeks more out of a seal", "product_use"), ("Our second dryer is running", "company"),
    ("Quarry turned into a lake for birds", "social_responsibility"), ("Trade paper on electric kilns", "press"),
)  # fmt: skip
REACTIONS: Final = ("useful", "neutral", "useful", None)
VERDICTS: Final = (
    "you answer the same day", "delivery late twice", "the laboratory saved us a week", "prices too often changed",
    "good people, slow paperwork", None, None,
)  # fmt: skip
DEALS: Final = (
    "frame contract",
    "trial lot",
    "spare parts package",
    "second silo",
    "pump exchange",
    "binder for line 2",
)
TITLES: Final = (
    ("Plant director", "Management", "decision_maker"),
    ("Head of purchasing", "Purchasing", "procurement"),
    ("Production manager", "Production", "champion"),
    ("Finance director", "Finance", "budget_holder"),
    ("Quality engineer", "Quality", "technical_evaluator"),
    ("Shift leader", "Production", "end_user"),
    ("Buyer", "Purchasing", "procurement"),
    ("Maintenance engineer", "Maintenance", "influencer"),
    ("Laboratory technician", "Quality", None),
    ("Safety officer", "Management", "legal_compliance"),
)
"""Title, department and buying role, from the head of an account downwards."""
