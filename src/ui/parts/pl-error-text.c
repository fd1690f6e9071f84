/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an error means to a merchant: what happened, whether money or mails moved, what to do; details to copy. */
#include "config.h"

#include "pl-error-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "core/files/pl-file-error.h"
#include "core/import/pl-import.h"
#include "core/session/pl-workspace.h"
#include "payroc/money/payroc-money.h"
#include "pl-bidi.h"

/* Of Payroc's own words: all of them are among the details. */
#define SAID_MAX 240

static const char *
payroc_title (PayrocErrorCode code)
{
  switch (code)
    {
    case PAYROC_ERROR_INVALID:
      return _("Payroc did not accept what was entered.");
    case PAYROC_ERROR_KEY_REFUSED:
      return _("Payroc does not accept the API key.");
    case PAYROC_ERROR_FORBIDDEN:
      return _("Payroc does not allow this for the account.");
    case PAYROC_ERROR_CAPABILITY_MISSING:
      return _("Payment links are not switched on for this account.");
    case PAYROC_ERROR_NOT_FOUND:
      return _("Payroc does not know it.");
    case PAYROC_ERROR_KEY_IN_USE:
      return _("Payroc has already seen this change, with other contents.");
    case PAYROC_ERROR_CONFLICT:
      return _("Payroc already has something that contradicts this.");
    case PAYROC_ERROR_NOT_CHANGEABLE:
      return _("This link can no longer be changed.");
    case PAYROC_ERROR_REFUSED:
      return _("Payroc refused this.");
    case PAYROC_ERROR_BUSY:
      return _("Payroc is busy at the moment.");
    case PAYROC_ERROR_UNREACHABLE:
      return _("Payroc could not be reached.");
    case PAYROC_ERROR_INSECURE:
      return _("The connection to Payroc is not secure.");
    case PAYROC_ERROR_BAD_REPLY:
      return _("Payroc’s answer could not be understood.");
    default:
      return _("Something went wrong.");
    }
}

static const char *
store_title (PlStoreErrorCode code)
{
  switch (code)
    {
    case PL_STORE_ERROR_DISK_FULL:
      return _("The disk is full.");
    case PL_STORE_ERROR_READ_ONLY:
      return _("Paylinks may not write to its folder.");
    case PL_STORE_ERROR_DAMAGED:
      return _("Paylinks’ data on this computer is damaged.");
    case PL_STORE_ERROR_TOO_NEW:
      return _("The data on this computer was written by a newer Paylinks.");
    case PL_STORE_ERROR_BUSY:
      return _("Another program keeps Paylinks’ data busy.");
    case PL_STORE_ERROR_DUPLICATE:
      return _("This was already accepted.");
    case PL_STORE_ERROR_NOT_FOUND:
      return _("It is not on this computer.");
    case PL_STORE_ERROR_KEYRING_LOCKED:
      return _("The keyring is locked.");
    case PL_STORE_ERROR_KEYRING_UNREACHABLE:
      return _("This desktop has no keyring to keep the API key in.");
    case PL_STORE_ERROR_FAILED:
    default:
      return _("Something went wrong on this computer.");
    }
}

static const char *
intent_title (PlIntentErrorCode code)
{
  switch (code)
    {
    case PL_INTENT_ERROR_DECISION:
      return _("This was sent so long ago that Payroc may not remember it.");
    case PL_INTENT_ERROR_PREDECESSOR:
      return _("What this waited for was refused or discarded.");
    case PL_INTENT_ERROR_NOT_CHANGED:
      return _("Payroc did not change the link as asked, so nobody was written to.");
    case PL_INTENT_ERROR_IN_FLIGHT:
      return _("This is being sent at this moment.");
    case PL_INTENT_ERROR_FINISHED:
      return _("This is finished already.");
    case PL_INTENT_ERROR_CHANGED:
      return _("Somebody else has changed this link since you looked at it.");
    case PL_INTENT_ERROR_DIFFERENT:
      return _("Payroc made another link than you asked for, so nobody was written to.");
    case PL_INTENT_ERROR_UNSAFE:
      return _("The link’s address is not safe to open, so nobody was written to.");
    case PL_INTENT_ERROR_OVER:
      return _("Payroc says that this link cannot be paid any more, so nobody was written to.");
    case PL_INTENT_ERROR_ELSEWHERE:
      return _("Payroc says that it wrote to somebody else.");
    case PL_INTENT_ERROR_STILL_ON:
      return _("Payroc answered, but did not switch the link off.");
    case PL_INTENT_ERROR_OUTDATED:
      return _("The link was changed after this message was written.");
    default:
      return _("Something went wrong.");
    }
}

/* What happened, in one sentence. */
const char *
pl_error_text_title (const GError *error)
{
  if (error->domain == PAYROC_ERROR)
    return payroc_title (error->code);
  if (error->domain == PL_STORE_ERROR)
    return store_title (error->code);
  if (error->domain == PL_INTENT_ERROR)
    return intent_title (error->code);
  if (g_error_matches (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS))
    return _("Some rows of the table cannot become links.");
  if (g_error_matches (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_NOTHING))
    return _("All rows were imported before, or are left out.");
  if (g_error_matches (error, PL_FILE_ERROR, PL_FILE_ERROR_NOT_A_FILE))
    return _("This is a folder, a device or the like, not a file.");
  if (g_error_matches (error, PL_FILE_ERROR, PL_FILE_ERROR_OWN_FILE))
    return _("Paylinks keeps its own data in this file. Choose another one.");
  if (error->domain == G_IO_ERROR && error->code == G_IO_ERROR_CANCELLED)
    return _("It was stopped.");
  if (error->domain == G_IO_ERROR)
    return _("Something went wrong on this computer.");
  return _("Something went wrong.");
}

/* Whether anything moved, in one sentence; "" when there was nothing that could. */
const char *
pl_error_text_effect (const GError *error,
                      PlWork        work)
{
  gboolean unknown = payroc_error_outcome_unknown (error);

  /* Its title has said it. */
  if (g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_FINISHED) ||
      g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_IN_FLIGHT) ||
      g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_DIFFERENT) ||
      g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_ELSEWHERE) ||
      g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_UNSAFE) ||
      g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_OVER))
    return "";

  if (g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_DECISION))
    return _("It is not known whether it was done.");

  switch (work)
    {
    case PL_WORK_READ:
      return "";
    case PL_WORK_CONNECT:
    case PL_WORK_BATCH:
      return _("Nothing was changed.");
    case PL_WORK_CREATE:
      return unknown ? _("It is not known whether the link was created; trying again never makes a second one.")
                     : _("No link was created.");
    case PL_WORK_SHARE:
      return unknown ? _("It is not known whether the e-mail went out; trying again never sends a second one.")
                     : _("No e-mail was sent.");
    case PL_WORK_EDIT:
      if (g_error_matches (error, PL_INTENT_ERROR, PL_INTENT_ERROR_CHANGED))
        return _("Your change was not sent.");
      return unknown ? _("It is not known whether the link was changed; trying again never changes it twice.")
                     : _("The link is as it was.");
    case PL_WORK_DEACTIVATE:
      return unknown ? _("It is not known whether the link was switched off.")
                     : _("The link is as it was.");
    default:
      g_assert_not_reached ();
    }
}

static const char *
payroc_advice (PayrocErrorCode code,
               PlWork          work)
{
  switch (code)
    {
    case PAYROC_ERROR_INVALID:
      return _("Correct what is marked and try again.");
    case PAYROC_ERROR_KEY_REFUSED:
      return _("Enter the key that Payroc’s self-care portal shows, or create a new one there.");
    case PAYROC_ERROR_FORBIDDEN:
      return _("Check the terminal number, or ask Payroc what the account may do.");
    case PAYROC_ERROR_CAPABILITY_MISSING:
      return _("Ask Payroc to switch payment links on for the terminal.");
    case PAYROC_ERROR_NOT_FOUND:
      return work == PL_WORK_CONNECT ? _("Check the terminal number.")
                                     : _("Update the list: the link may be gone.");
    case PAYROC_ERROR_KEY_IN_USE:
    case PAYROC_ERROR_CONFLICT:
      return _("Look whether the link is already in the list; if not, make it anew with another reference.");
    case PAYROC_ERROR_NOT_CHANGEABLE:
      return _("Make a new link instead.");
    case PAYROC_ERROR_REFUSED:
      return _("The details below say more; Payroc’s support can help with them.");
    case PAYROC_ERROR_BUSY:
      return work == PL_WORK_READ || work == PL_WORK_CONNECT
               ? _("Try again in a minute.")
               : _("Paylinks tries again by itself.");
    case PAYROC_ERROR_UNREACHABLE:
      return work == PL_WORK_READ || work == PL_WORK_CONNECT
               ? _("Check the internet connection and try again.")
               : _("Paylinks tries again by itself once there is a connection.");
    case PAYROC_ERROR_INSECURE:
      return _("Nothing is sent over it. Check this computer’s date and time, and the network it is on.");
    case PAYROC_ERROR_BAD_REPLY:
      return _("Try again later; a network that asks for a sign-in can be the reason.");
    default:
      return "";
    }
}

static const char *
store_advice (PlStoreErrorCode code)
{
  switch (code)
    {
    case PL_STORE_ERROR_DISK_FULL:
      return _("Make room on the disk and try again.");
    case PL_STORE_ERROR_READ_ONLY:
      return _("Check who may write to the folder, then try again.");
    case PL_STORE_ERROR_TOO_NEW:
      return _("Update Paylinks.");
    case PL_STORE_ERROR_BUSY:
      return _("Close other Paylinks programs and try again.");
    case PL_STORE_ERROR_KEYRING_LOCKED:
      return _("Unlock the keyring and try again.");
    case PL_STORE_ERROR_KEYRING_UNREACHABLE:
      return _("The key can be used for this session only: it is then forgotten when Paylinks is closed.");
    case PL_STORE_ERROR_FAILED:
    case PL_STORE_ERROR_DAMAGED:
    case PL_STORE_ERROR_DUPLICATE:
    case PL_STORE_ERROR_NOT_FOUND:
    default:
      return "";
    }
}

static const char *
intent_advice (PlIntentErrorCode code,
               PlWork            work)
{
  switch (code)
    {
    case PL_INTENT_ERROR_DECISION:
      return work == PL_WORK_SHARE
               ? _("Look at the link’s history: discard this if the e-mail is there, send it again if not.")
               : _("Look at the list: discard this if it was done, send it again if not.");
    case PL_INTENT_ERROR_NOT_CHANGED:
      return _("Look at the link, then send the e-mail from its page.");
    case PL_INTENT_ERROR_CHANGED:
      return _("Look at what is different, and save your change again if you still want it.");
    case PL_INTENT_ERROR_DIFFERENT:
      return _("Compare the link in the list with what you entered, and switch it off if it is wrong.");
    case PL_INTENT_ERROR_OVER:
      return _("Look at its payments. If nobody has paid, make a new link.");
    case PL_INTENT_ERROR_ELSEWHERE:
      return _("Look at the link’s history before you send it again.");
    case PL_INTENT_ERROR_STILL_ON:
      return _("It can still be paid. Switch it off again, or in Payroc’s portal.");
    case PL_INTENT_ERROR_OUTDATED:
      return _("Read the message as it is now, then send it.");
    case PL_INTENT_ERROR_UNSAFE:
      return _("Do not give this link to anybody: switch it off, and make it again later.");
    case PL_INTENT_ERROR_PREDECESSOR:
      return work == PL_WORK_DEACTIVATE
               ? _("Look whether the link is in the list, and switch it off there if it is.") : "";
    case PL_INTENT_ERROR_IN_FLIGHT:
    case PL_INTENT_ERROR_FINISHED:
    default:
      return "";
    }
}

/* What to do, in a sentence or two; "" when nothing helps but the details. */
const char *
pl_error_text_advice (const GError *error,
                      PlWork        work)
{
  if (error->domain == PAYROC_ERROR)
    return payroc_advice (error->code, work);
  if (error->domain == PL_STORE_ERROR)
    return store_advice (error->code);
  if (error->domain == PL_INTENT_ERROR)
    return intent_advice (error->code, work);
  if (g_error_matches (error, PL_IMPORT_ERROR, PL_IMPORT_ERROR_PROBLEMS))
    return _("Import the same file again to see which, and to correct them.");
  return "";
}

static gboolean
has_fields (const GError *error)
{
  GPtrArray *fields = payroc_error_get_fields (error);

  return fields != NULL && fields->len > 0;
}

/* Payroc's own words, where no field says them and none of ours can say why; "" without any. (transfer full) */
char *
pl_error_text_said (const GError *error)
{
  const char      *detail = payroc_error_get_detail (error);
  g_autofree char *cut = NULL;
  g_autofree char *said = NULL;

  if (detail == NULL || *detail == '\0' || has_fields (error)
      || (!g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID)
          && !g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_FORBIDDEN)))
    return g_strdup ("");

  if (g_utf8_strlen (detail, -1) > SAID_MAX)
    {
      g_autofree char *begin = g_utf8_substring (detail, 0, SAID_MAX);

      cut = g_strconcat (begin, "…", NULL);
    }
  said = pl_bidi_isolate (cut != NULL ? cut : detail);

  return g_strdup_printf (_("Payroc says: %s"), said);
}

/* All of it as one paragraph, for a dialog. */
char *
pl_error_text_body (const GError *error,
                    PlWork        work)
{
  g_autofree char *said = pl_error_text_said (error);
  /* Without fields nothing is marked. */
  const gboolean unmarked = g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_INVALID) && !has_fields (error);
  const char *parts[] = {
    pl_error_text_title (error),
    pl_error_text_effect (error, work),
    said,
    unmarked ? "" : pl_error_text_advice (error, work),
  };
  g_autoptr(GString) body = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (body->len > 0)
        g_string_append_c (body, ' ');
      g_string_append (body, parts[i]);
    }

  return g_string_free (g_steal_pointer (&body), FALSE);
}

/* For a person who helps: one fact a line, not translated, so that it can be searched for. */
char *
pl_error_text_details (const GError *error)
{
  g_autoptr(GString) details = g_string_new (NULL);
  const char *type = payroc_error_get_type_name (error);
  const char *detail = payroc_error_get_detail (error);
  guint status = payroc_error_get_status (error);
  GPtrArray *fields = payroc_error_get_fields (error);

  g_string_append_printf (details, "%s/%d: %s", g_quark_to_string (error->domain), error->code, error->message);
  if (status != 0)
    g_string_append_printf (details, "\nHTTP status: %u", status);
  if (type != NULL)
    g_string_append_printf (details, "\ntype: %s", type);
  if (detail != NULL)
    g_string_append_printf (details, "\ndetail: %s", detail);

  for (guint i = 0; fields != NULL && i < fields->len; i++)
    {
      const PayrocFieldError *field = g_ptr_array_index (fields, i);

      g_string_append_printf (details, "\nfield: %s%s%s",
                              field->parameter,
                              field->message != NULL ? ": " : "",
                              field->message != NULL ? field->message : "");
    }

  return g_string_free (g_steal_pointer (&details), FALSE);
}

static gboolean
is_address (const char *parameter)
{
  return g_strcmp0 (parameter, "apiUrl") == 0 || g_strcmp0 (parameter, "identityUrl") == 0;
}

char *
pl_error_text_amount (const char *example)
{
  /* Translators: %s is an amount as it is written here, such as 1,234.50. */
  return g_strdup_printf (_("This is not an amount. Write it like %s."), example);
}

/* (transfer full): an amount as it is written here, with so many decimals. */
static char *
dup_example (guint decimals)
{
  g_autoptr (PayrocMoney) whole = payroc_money_new (1234, "JPY");
  g_autoptr (PayrocMoney) hundredths = payroc_money_new (123450, "USD");
  g_autoptr (PayrocMoney) thousandths = payroc_money_new (1234500, "BHD");

  return payroc_money_format_number (decimals == 0 ? whole : decimals == 2 ? hundredths : thousandths, NULL);
}

/* A dot or a comma that parts thousands elsewhere is taken for the decimal one: what would be right says it sooner than
 * a rule. */
static char *
dup_too_precise (guint limit)
{
  g_autofree char *example = dup_example (limit);

  if (limit == 0)
    /* Translators: %s is an amount as it is written here, such as 1,234. */
    return g_strdup_printf (_("This currency has no decimals. Write it like %s."), example);

  /* Translators: %s is an amount as it is written here, such as 1,234.50. */
  return g_strdup_printf (ngettext ("This currency has %u decimal. Write it like %s.",
                                    "This currency has %u decimals. Write it like %s.", limit), limit, example);
}

/* What cannot be read is mended faster when it is said what would be. */
static char *
dup_malformed (const char *parameter)
{
  if (g_strcmp0 (parameter, "order.charge.amount") == 0)
    {
      g_autofree char *number = dup_example (2);

      return pl_error_text_amount (number);
    }
  if (parameter != NULL && g_str_has_suffix (parameter, "email"))
    return g_strdup (_("This is not an e-mail address."));
  if (g_strcmp0 (parameter, "processingTerminalId") == 0)
    return g_strdup (_("A terminal number has 4 to 50 letters or digits."));
  if (g_strcmp0 (parameter, "apiKey") == 0)
    return g_strdup (_("A key has letters, digits and signs, but no spaces."));
  if (is_address (parameter))
    return g_strdup (_("This is not the address of a server."));

  return g_strdup (_("This cannot be read."));
}

static const char *
duplicate_text (const char *parameter)
{
  if (g_strcmp0 (parameter, "processingTerminalId") == 0)
    return _("This terminal is connected already: choose its account from the menu.");
  if (g_strcmp0 (parameter, "name") == 0)
    return _("Another account has this name.");

  return _("This is given twice.");
}

static const char *
not_allowed_text (const char *parameter)
{
  if (g_strcmp0 (parameter, "paymentMethods") == 0)
    return _("Money can be held on a card only, not with a bank transfer.");
  if (g_strcmp0 (parameter, "authType") == 0)
    return _("Money can be held on a card only, and this link can also be paid by bank transfer.");
  if (is_address (parameter))
    return _("It must begin with https://. Only a server on this computer may do with http://.");

  return _("This does not go together with the rest.");
}

/* What is wrong with one field, to stand beneath it. */
char *
pl_error_text_field (const PayrocFieldError *field)
{
  guint limit = CLAMP (field->limit, 0, G_MAXUINT);

  switch (field->reason)
    {
    case PAYROC_FIELD_REASON_SERVER:
      if (field->message == NULL || *field->message == '\0')
        return g_strdup (_("Payroc does not accept this."));
      /* Translators: %s is what Payroc said about the field, in Payroc’s own words. */
      return g_strdup_printf (_("Payroc says: %s"), field->message);
    case PAYROC_FIELD_REASON_REQUIRED:
      return g_strdup (_("This is needed."));
    case PAYROC_FIELD_REASON_TOO_SHORT:
      return g_strdup_printf (ngettext ("At least %u character.", "At least %u characters.", limit), limit);
    case PAYROC_FIELD_REASON_TOO_LONG:
      return g_strdup_printf (ngettext ("At most %u character.", "At most %u characters.", limit), limit);
    case PAYROC_FIELD_REASON_TOO_SMALL:
      return g_strdup (_("It must be more than nothing."));
    case PAYROC_FIELD_REASON_TOO_LARGE:
      return g_strdup (_("It is more than can be asked for."));
    case PAYROC_FIELD_REASON_TOO_PRECISE:
      return dup_too_precise (limit);
    case PAYROC_FIELD_REASON_MALFORMED:
      return dup_malformed (field->parameter);
    case PAYROC_FIELD_REASON_UNKNOWN_VALUE:
      return g_strdup (_("This value is not known."));
    case PAYROC_FIELD_REASON_DUPLICATE:
      return g_strdup (duplicate_text (field->parameter));
    case PAYROC_FIELD_REASON_IN_PAST:
      return g_strdup (_("This day is over."));
    case PAYROC_FIELD_REASON_NOT_ALLOWED:
      return g_strdup (not_allowed_text (field->parameter));
    case PAYROC_FIELD_REASON_MIXED_LETTERS:
      return g_strdup (_("Letters of two alphabets that look alike: this is not the address that it seems to be."));
    case PAYROC_FIELD_REASON_OTHER_ADDRESS:
      return g_strdup (_("The name is another address than the one that the e-mail goes to."));
    default:
      return g_strdup (_("This is not accepted."));
    }
}

/* The field's name as the forms write it; for errors that belong to no field in sight. */
const char *
pl_error_text_field_name (const char *parameter)
{
  static const struct
  {
    const char *parameter;
    const char *name;
  } names[] = {
    { "apiKey", N_("API key") },
    { "processingTerminalId", N_("Terminal number") },
    { "name", N_("Name") },
    { "apiUrl", N_("Server") },
    { "identityUrl", N_("Identity service") },
    { "merchantReference", N_("Reference") },
    { "order.orderId", N_("Order number") },
    { "order.description", N_("Description") },
    { "order.charge.amount", N_("Amount") },
    { "order.charge.currency", N_("Currency") },
    { "expiresOn", N_("Expires") },
    { "paymentMethods", N_("Payment methods") },
    { "authType", N_("Hold the money") },
    { "customLabels", N_("Button text") },
    { "credentialOnFile", N_("Payment details") },
    { "message", N_("Message") },
    { "recipients", N_("Recipients") },
  };

  for (guint i = 0; parameter != NULL && i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_has_prefix (parameter, names[i].parameter))
        {
          char next = parameter[strlen (names[i].parameter)];

          if (next == '\0' || next == '[' || next == '.')
            return _(names[i].name);
        }
    }

  return NULL;
}
