/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns are known by their headings, however these are spelled and in whichever order they stand. */
#include "pl-import-field.h"

#include <string.h>

typedef struct
{
  const char *word;
  const char *parameter; /* how the API's name of it begins */
  /* Folded headings; the earlier ones are the surer ones. English, German, Spanish, French. */
  const char *headings[48];
} Field;

static const Field fields[PL_IMPORT_N_FIELDS] = {
  [PL_IMPORT_FIELD_NONE] = { "none", NULL, { NULL } },
  [PL_IMPORT_FIELD_REFERENCE] = { "reference", "merchantReference",
    { "reference", "merchantreference", "yourreference", "invoicenumber", "invoiceno", "invoicenr", "invoiceid",
      "invoice", "ref", "yourref", "number", "referenz", "rechnungsnummer", "rechnungsnr", "rechnung", "belegnummer",
      "belegnr", "rechnungnr", "rgnr", "renr", "beleg",
      "ihrezeichen", "nummer", "referencia", "numerodefactura", "numerofactura", "nofactura", "nfactura",
      "factura", "numero", "facture", "numerodefacture", "numerofacture", "nofacture", "nfacture", "reffacture" } },
  [PL_IMPORT_FIELD_AMOUNT] = { "amount", "order.charge.amount",
    { "amount", "amountdue", "totalamount", "invoicetotal", "balancedue", "price", "total", "sum", "value", "betrag",
      "gesamtbetrag", "rechnungsbetrag", "bruttobetrag", "endbetrag", "zahlbetrag", "summe", "preis", "importe",
      "importetotal", "monto", "montototal", "precio", "montant", "montanttotal", "montantttc", "totalttc", "prix",
      "somme" } },
  [PL_IMPORT_FIELD_CURRENCY] = { "currency", "order.charge.currency",
    { "currency", "currencycode", "ccy", "wahrung", "waehrung", "wahrungscode", "moneda", "divisa", "codigodemoneda",
      "devise", "monnaie", "codedevise" } },
  [PL_IMPORT_FIELD_DESCRIPTION] = { "description", "order.description",
    { "description", "details", "item", "product", "what", "purpose", "for", "subject", "memo", "beschreibung",
      "verwendungszweck", "bezeichnung", "betreff", "leistung", "zweck", "artikel", "produkt", "wofur",
      "wofuer", "leistungsbeschreibung", "grund", "fur", "fuer",
      "descripcion", "concepto", "asunto", "motivo", "producto", "articulo", "paraque", "detalle",
      "servicio", "para", "designation", "libelle", "objet",
      "motif", "produit", "article", "intitule", "prestation", "pourquoi", "pour" } },
  [PL_IMPORT_FIELD_CUSTOMER_AMOUNT] = { "customer-amount", "order.charge.type",
    { "customeramount", "customerchoosestheamount", "customersamount", "customerchooses", "openamount",
      "kundewahltdenbetrag", "betragfrei", "elclienteeligeelimporte", "importelibre", "leclientchoisitlemontant",
      "montantlibre" } },
  [PL_IMPORT_FIELD_KIND] = { "kind", "type",
    { "kind", "type", "linktype", "onepaymentormany", "payments", "usage", "einezahlungodermehrere",
      "einezahlungoderviele", "art", "typ", "unpagoomuchos", "tipo", "unpaiementouplusieurs", "genre" } },
  [PL_IMPORT_FIELD_ORDER_ID] = { "order-id", "order.orderId",
    { "orderid", "ordernumber", "orderno", "ordernr", "order", "bestellnummer", "bestellnr", "auftragsnummer",
      "auftragsnr", "bestellung", "auftrag", "numerodepedido", "numeropedido", "pedido", "numerodecommande",
      "numerocommande", "nocommande", "ncommande", "commande" } },
  [PL_IMPORT_FIELD_EXPIRES] = { "expires", "expiresOn",
    { "expires", "expireson", "expiry", "expirydate", "expirationdate", "validuntil", "openuntil", "payby", "until",
      "duedate", "due", "deadline", "lastday", "letztertag", "ablaufdatum", "gultigbis", "gueltigbis", "offenbis",
      "zahlbarbis", "falligkeit", "faelligkeit", "fallig", "falligam", "faelligam",
      "falligkeitsdatum", "faelligkeitsdatum",
      "zahlungsziel", "zuzahlenbis", "frist", "bis", "ultimodia",
      "vence", "vencimiento", "fechadevencimiento", "fechalimite", "caducidad", "hasta", "dernierjour", "expiration",
      "echeance", "dateecheance", "datedecheance", "datelimite", "valablejusquau", "jusquau" } },
  [PL_IMPORT_FIELD_METHODS] = { "methods", "paymentMethods",
    { "methods", "paymentmethods", "paymentmethod", "howtopay", "zahlungsarten", "zahlungsart", "zahlungsweg",
      "metodosdepago", "metododepago", "comopagar", "moyensdepaiement", "moyendepaiement", "commentpayer" } },
  [PL_IMPORT_FIELD_HOLD] = { "hold", "authType",
    { "hold", "holdthemoney", "preauthorization", "preauthorisation", "authtype", "geldreservieren", "reservieren",
      "vorautorisierung", "retenereldinero", "retener", "preautorizacion", "bloquerlargent", "preautorisation" } },
  [PL_IMPORT_FIELD_BUTTON] = { "button", "customLabels",
    { "button", "buttontext", "paymentbutton", "buttonlabel", "textderschaltflache", "schaltflache", "textodelboton",
      "boton", "textedubouton", "bouton" } },
  [PL_IMPORT_FIELD_SAVE_CARD] = { "save-card", "credentialOnFile",
    { "savecard", "savepaymentdetails", "mitagreement", "credentialonfile", "zahlungsdatenspeichern", "kartespeichern",
      "guardarlosdatosdepago", "guardartarjeta", "garderlesdonneesdepaiement", "enregistrerlacarte" } },
  [PL_IMPORT_FIELD_NAME] = { "name", "recipients[0].name",
    { "name", "customersname", "customername", "recipientname", "clientname", "fullname", "recipient", "customer",
      "client", "contact", "billto", "namedeskunden", "kundenname", "kunde", "kundin", "empfanger", "empfaenger",
      "rechnungsempfanger",
      "rechnungsempfaenger",
      "ansprechpartner", "nombredelcliente", "nombrecliente", "nombrecompleto", "nombre", "cliente", "destinatario",
      "nomduclient", "nomclient", "nomcomplet", "nom", "destinataire" } },
  [PL_IMPORT_FIELD_EMAIL] = { "email", "recipients",
    { "email", "customersemail", "customeremail", "recipientemail", "emailaddress", "emails", "mail", "mailaddress",
      "emaildeskunden", "kundenemail", "emailadresse", "mailadresse", "correodelcliente", "correoelectronico",
      "emaildelcliente", "correo", "emailduclient", "adresseemail", "adressecourriel", "courriel", "mel" } },
  [PL_IMPORT_FIELD_MESSAGE] = { "message", "message",
    { "message", "messagetext", "emailtext", "mailtext", "nachricht", "emailnachricht", "mensaje", "textodelcorreo",
      "textedumail" } },
};

/**
 * pl_import_field_to_word:
 * @field: a field
 *
 * Returns: (transfer none): its name on the command line and in what is stored
 */
const char *
pl_import_field_to_word (PlImportField field)
{
  g_return_val_if_fail (field < PL_IMPORT_N_FIELDS, NULL);

  return fields[field].word;
}

/**
 * pl_import_field_from_word:
 * @word: what was typed or stored
 * @field: (out): the field
 *
 * Returns: whether there is one of that name
 */
gboolean
pl_import_field_from_word (const char    *word,
                           PlImportField *field)
{
  for (guint i = 0; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (g_str_equal (word, fields[i].word))
        {
          *field = (PlImportField) i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * pl_import_field_find:
 * @parameter: a #PayrocFieldError's parameter
 *
 * Returns: the field that it is about, or %PL_IMPORT_FIELD_NONE
 */
PlImportField
pl_import_field_find (const char *parameter)
{
  /* The name of a recipient before all else of recipients. */
  if (g_str_has_prefix (parameter, "recipients[") && g_str_has_suffix (parameter, ".name"))
    return PL_IMPORT_FIELD_NAME;

  for (guint i = 1; i < PL_IMPORT_N_FIELDS; i++)
    {
      if (g_str_has_prefix (parameter, fields[i].parameter))
        return (PlImportField) i;
    }

  return PL_IMPORT_FIELD_NONE;
}

/**
 * pl_import_fold:
 * @text: a heading, or a cell that holds a word
 *
 * Returns: (transfer full): what two spellings of the same have in common
 */
char *
pl_import_fold (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  g_autoptr (GString) folded = g_string_new (NULL);

  for (const char *at = plain != NULL ? plain : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      if (g_unichar_isalnum (character))
        g_string_append_unichar (folded, g_unichar_tolower (character));
    }

  return g_string_free (g_steal_pointer (&folded), FALSE);
}

/* How sure it is; 0 is the surest, G_MAXUINT: not at all. */
static guint
rank (const Field *field,
      const char  *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (field->headings) && field->headings[i] != NULL; i++)
    {
      if (g_str_equal (field->headings[i], folded))
        return i;
    }

  return G_MAXUINT;
}

/**
 * pl_import_match:
 * @headings: (array length=n_headings): what stands above the columns
 * @n_headings: how many there are
 * @fields_out: (array length=n_headings): what each is taken for
 *
 * Of two columns that could be the same, the one with the surer heading is. When both have the same, neither is: which
 * of two amounts is meant is not for us to say.
 */
void
pl_import_match (const char *const *headings,
                 guint              n_headings,
                 PlImportField     *fields_out)
{
  g_auto (GStrv) folded = g_new0 (char *, n_headings + 1);

  for (guint i = 0; i < n_headings; i++)
    {
      folded[i] = pl_import_fold (headings[i]);
      fields_out[i] = PL_IMPORT_FIELD_NONE;
    }

  for (guint field = 1; field < PL_IMPORT_N_FIELDS; field++)
    {
      guint best = G_MAXUINT;
      guint column = 0;
      gboolean twice = FALSE;

      for (guint i = 0; i < n_headings; i++)
        {
          const guint ranked = rank (&fields[field], folded[i]);

          twice = ranked < best ? FALSE : twice || (ranked == best && best != G_MAXUINT);
          if (ranked < best)
            {
              best = ranked;
              column = i;
            }
        }

      if (best != G_MAXUINT && !twice)
        fields_out[column] = (PlImportField) field;
    }
}
