"""Deliveries of order systems: what was promised for a line of an order, and what came when."""

from collections.abc import Iterable
from typing import Final

from repcockpit.exchange.sources.finishing import built
from repcockpit.exchange.sources.record import Draft, Reading, Record
from repcockpit.exchange.sources.shared import columns
from repcockpit.exchange.sources.values import one_line, squash

NAME: Final = "orders"
_ORDERS: Final = (
    "order orderno ordernumber ordernr orderid salesorder salesorderno salesordernumber sono sonumber so salesdocument"
    " auftrag auftragsnummer auftragsnr auftragnr kundenauftrag verkaufsbeleg bestellung bestellnummer bestellnr beleg"
    " pedido númerodepedido numerodepedido nºpedido npedido nropedido pedidono commande numérodecommande ncommande"
    " purchaseorder ponumber pono orderreference"
)
_LINES: Final = (
    "line lineno linenumber lineitem orderline item itemno itemnumber pos position positionsnummer auftragsposition posnr"
    " línea linea posición posicion nºlínea ligne salesdocumentitem orderitem zeile"
)
_PRODUCTS: Final = (
    "product productname material materialdescription materialnumber article articlename sku itemdescription description"
    " artikel artikelnummer artikelbezeichnung bezeichnung produkt materialkurztext producto artículo articulo"
    " descripción article désignation productcode kurztext"
)
_PROMISED: Final = (
    "promised promisedqty promisedquantity orderedqty orderqty orderquantity orderedquantity qtyordered quantityordered ordered"
    " requestedqty requestedquantity confirmedqty confirmedquantity quantity qty qtypromised quantitypromised"
    " auftragsmenge bestellmenge sollmenge bestätigtemenge zugesagtemenge menge kumulierteauftragsmenge bestelltemenge"
    " cantidadpedida cantidadsolicitada cantidadprometida cantidadconfirmada cantidad quantitécommandée quantitépromise"
)
_DELIVERED: Final = (
    "delivered deliveredqty deliveredquantity deliveryquantity deliveryqty shippedqty shippedquantity qtydelivered qtyshipped"
    " quantitydelivered quantityshipped shipped actualquantity actualqty liefermenge geliefertemenge istmenge gelieferte geliefert"
    " cantidadentregada cantidadservida cantidadenviada entregado quantitélivrée livré"
)
_PROMISED_ON: Final = (
    "promisedon promiseddate promisedate promiseddeliverydate requesteddate requesteddeliverydate requestdate requireddate"
    " confirmeddate confirmeddeliverydate committeddate duedate dueon wunschlieferdatum bestätigteslieferdatum"
    " bestätigtesdatum liefertermin zugesagterliefertermin wunschtermin solltermin bestätigterliefertermin zugesagtam"
    " fechaprometida fechasolicitada fechacomprometida fechaprevista fechaconfirmada fechadeentregaprevista"
    " fechaprevistadeentrega datepromise dateprévue datedemandée scheduleddate planneddeliverydate"
)
_DELIVERED_ON: Final = (
    "deliveredon delivereddate deliverydate actualdeliverydate actualdate dateofdelivery shipdate shippeddate shippedon"
    " dateshipped datedelivered goodsissuedate actualgoodsissuedate lieferdatum istlieferdatum tatsächlicheslieferdatum"
    " warenausgangsdatum warenausgang geliefertam isttermin liefertag fechaentrega fechadeentrega fechareal fechaentregada"
    " fechadeentregareal fecharealdeentrega fechaenvío datelivraison datedelivraison"
)
DELIVERY: Final = columns(
    ("?delivery", ("deliveryid deliveryno deliverynumber delivery deliverynote lieferung liefernummer lieferscheinnummer lieferschein"
     " albarán numerodealbarán bonlivraison")),
    ("order_no", _ORDERS),
    ("line", _LINES),
    ("product", _PRODUCTS),
    ("promised:number", _PROMISED),
    ("delivered:number", _DELIVERED),
    ("unit", "unit uom unitofmeasure einheit mengeneinheit vme me unidad ud um unité basismengeneinheit salesunit"),
    ("promised_on:date", _PROMISED_ON),
    ("delivered_on:date", _DELIVERED_ON),
    ("@account.name", ("customer customername account accountname company soldto soldtoparty shipto shiptoparty client kunde"
     " kundenname name1 warenempfänger auftraggeber firma cliente nombredelcliente nombrecliente destinatario"
     " soldtoname shiptoname organization")),
    ("@account.id", "accountid customerid customerno customernumber kundennummer kundennr debitor códigodecliente codigocliente"),
    ("@account.domain", "customerdomain accountdomain"),
)  # fmt: skip
FIELDS: Final = {
    "order": "order_no", "delivery": "?delivery", "order_no": "order_no", "line": "line", "product": "product", "promised": "promised:number",
    "delivered": "delivered:number", "unit": "unit", "promised_on": "promised_on:date",
    "delivered_on": "delivered_on:date", "customer": "@account.name",
}  # fmt: skip


def is_of_deliveries(keys: Iterable[str]) -> bool:
    """Whether squashed column names are those of deliveries: an order, a promise, and what came of it."""
    found = {DELIVERY.get(key) for key in keys}
    promised, came = {"promised:number", "promised_on:date"}, {"delivered:number", "delivered_on:date"}
    return "order_no" in found and bool(found & promised) and bool(found & came)


def finish_delivery(draft: Draft, reading: Reading) -> Record | str:
    """One delivery against a line of an order; quantities below nothing are returns and stay out."""
    fields = draft.fields
    if not fields.get("order_no"):
        return "no order number"
    if not draft.links.get("account"):
        return "no customer"
    for name in ("promised", "delivered"):
        value = fields.get(name)
        if isinstance(value, int | float) and value < 0:
            return f"a quantity below nothing ({value:g})"
    for name in ("order_no", "line"):
        if fields.get(name) is not None:
            fields[name] = one_line(str(fields[name]))
    unread = next(((name, text) for name, text in draft.custom.items() if squash(name) in DELIVERY), None)
    if unread is not None:
        return f"{unread[0]}: {unread[1][:40]!r} is not what it should be"
    draft.custom = {".delivery": draft.raw["delivery"]} if "delivery" in draft.raw else {}
    return built(draft, "delivery", "delivery", reading)
