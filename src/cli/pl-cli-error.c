/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One table: what an error is called, how it ends, what a person is told. */
#include "config.h"

#include "pl-cli-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "core/files/pl-file-error.h"
#include "core/session/pl-session.h"
#include "payroc/payroc-error.h"
#include "pl-cli-text.h"

typedef struct
{
  int         code; /* of its domain */
  const char *name; /* in JSON */
  PlCliExit   exit;
  const char *text; /* NULL: the error's own message, which is translated */
} Meaning;

static const Meaning payroc_meanings[] = {
  { PAYROC_ERROR_INVALID, "invalid", PL_CLI_EXIT_REFUSED, N_("Something about the input is wrong") },
  { PAYROC_ERROR_KEY_REFUSED, "key-refused", PL_CLI_EXIT_KEY, N_("Payroc does not take this API key") },
  { PAYROC_ERROR_FORBIDDEN, "forbidden", PL_CLI_EXIT_REFUSED, N_("This account may not do that at Payroc") },
  { PAYROC_ERROR_CAPABILITY_MISSING, "capability-missing", PL_CLI_EXIT_REFUSED,
    N_("Payment links are not switched on for this terminal; ask Payroc for them") },
  { PAYROC_ERROR_NOT_FOUND, "not-found", PL_CLI_EXIT_REFUSED, N_("Payroc does not have it") },
  { PAYROC_ERROR_KEY_IN_USE, "key-in-use", PL_CLI_EXIT_REFUSED,
    N_("Payroc knows this request with other contents; do it anew") },
  { PAYROC_ERROR_CONFLICT, "conflict", PL_CLI_EXIT_REFUSED, N_("Something at Payroc stands in the way") },
  { PAYROC_ERROR_NOT_CHANGEABLE, "not-changeable", PL_CLI_EXIT_REFUSED,
    N_("The link is in a state in which this cannot be done") },
  { PAYROC_ERROR_REFUSED, "refused", PL_CLI_EXIT_REFUSED, N_("Payroc refused") },
  { PAYROC_ERROR_BUSY, "busy", PL_CLI_EXIT_NOT_REACHED, N_("Payroc is too busy or has trouble; try again later") },
  { PAYROC_ERROR_UNREACHABLE, "unreachable", PL_CLI_EXIT_NOT_REACHED, N_("Payroc was not reached") },
  { PAYROC_ERROR_INSECURE, "insecure", PL_CLI_EXIT_NOT_REACHED,
    N_("The connection to Payroc is not secure, so nothing was sent") },
  { PAYROC_ERROR_BAD_REPLY, "bad-reply", PL_CLI_EXIT_NOT_REACHED,
    N_("What answered did not answer like Payroc") },
};

static const Meaning store_meanings[] = {
  { PL_STORE_ERROR_FAILED, "store-failed", PL_CLI_EXIT_COMPUTER, N_("The database on this computer does not work") },
  { PL_STORE_ERROR_DISK_FULL, "disk-full", PL_CLI_EXIT_COMPUTER, N_("The disk is full") },
  { PL_STORE_ERROR_READ_ONLY, "read-only", PL_CLI_EXIT_COMPUTER, N_("The data folder cannot be written") },
  { PL_STORE_ERROR_DAMAGED, "damaged", PL_CLI_EXIT_COMPUTER, N_("The database on this computer is damaged") },
  { PL_STORE_ERROR_TOO_NEW, "too-new", PL_CLI_EXIT_COMPUTER,
    N_("The database was written by a later version of Paylinks") },
  { PL_STORE_ERROR_BUSY, "store-busy", PL_CLI_EXIT_COMPUTER, N_("Another program keeps the database locked") },
  { PL_STORE_ERROR_DUPLICATE, "duplicate", PL_CLI_EXIT_USAGE, N_("That is in the outbox already") },
  { PL_STORE_ERROR_NOT_FOUND, "not-stored", PL_CLI_EXIT_USAGE, N_("That is not stored on this computer") },
  { PL_STORE_ERROR_KEYRING_LOCKED, "keyring-locked", PL_CLI_EXIT_KEY,
    N_("The keyring is locked; unlock it on the desktop") },
  { PL_STORE_ERROR_KEYRING_UNREACHABLE, "keyring-unreachable", PL_CLI_EXIT_KEY,
    N_("There is no keyring on this computer to keep the key in") },
};

static const Meaning intent_meanings[] = {
  { PL_INTENT_ERROR_DECISION, "decision-needed", PL_CLI_EXIT_NOT_REACHED,
    N_("It was sent so long ago that Payroc may have forgotten it; retry or discard it yourself") },
  { PL_INTENT_ERROR_PREDECESSOR, "predecessor-failed", PL_CLI_EXIT_REFUSED,
    N_("What it waited for was refused or given up; nobody was written to") },
  { PL_INTENT_ERROR_NOT_CHANGED, "not-changed", PL_CLI_EXIT_REFUSED,
    N_("Payroc took the change only in part; nobody was written to") },
  { PL_INTENT_ERROR_IN_FLIGHT, "in-flight", PL_CLI_EXIT_NOT_REACHED,
    N_("It is being sent at this moment and cannot be given up") },
  { PL_INTENT_ERROR_FINISHED, "finished", PL_CLI_EXIT_USAGE,
    N_("It is finished: nothing is left to try again or give up") },
  { PL_INTENT_ERROR_CHANGED, "changed-elsewhere", PL_CLI_EXIT_REFUSED,
    N_("Somebody else has changed this link meanwhile; nothing was sent") },
  { PL_INTENT_ERROR_DIFFERENT, "made-differently", PL_CLI_EXIT_REFUSED,
    N_("Payroc made another link than you asked for; nobody was written to. "
       "Compare the two, and switch the link off when it is wrong") },
  { PL_INTENT_ERROR_UNSAFE, "unsafe-address", PL_CLI_EXIT_REFUSED,
    N_("The link’s address is not safe to open; nobody was written to") },
  { PL_INTENT_ERROR_OVER, "link-over", PL_CLI_EXIT_REFUSED,
    N_("Payroc says that the link cannot be paid any more; nobody was written to. "
       "Look at its payments, and make a new link when nobody has paid") },
  { PL_INTENT_ERROR_OUTDATED, "outdated-message", PL_CLI_EXIT_REFUSED,
    N_("The link was changed after this message was written; nobody was written to") },
  { PL_INTENT_ERROR_ELSEWHERE, "sent-elsewhere", PL_CLI_EXIT_REFUSED,
    N_("Payroc says that it wrote to somebody else; look at the link’s history before you send it again") },
  { PL_INTENT_ERROR_STILL_ON, "still-on", PL_CLI_EXIT_REFUSED,
    N_("Payroc answered, but the link is still on and can be paid; switch it off again") },
};

static const Meaning file_meanings[] = {
  { PL_FILE_ERROR_NOT_A_FILE, "not-a-file", PL_CLI_EXIT_USAGE,
    N_("This is a folder, a device or the like, not a file") },
  { PL_FILE_ERROR_OWN_FILE, "own-file", PL_CLI_EXIT_USAGE,
    N_("Paylinks keeps its own data in this file; choose another") },
};

static const Meaning cli_meanings[] = {
  { PL_CLI_ERROR_USAGE, "usage", PL_CLI_EXIT_USAGE, NULL },
  { PL_CLI_ERROR_KEY, "key", PL_CLI_EXIT_KEY, NULL },
  { PL_CLI_ERROR_WAITING, "waiting", PL_CLI_EXIT_NOT_REACHED, NULL },
  { PL_CLI_ERROR_PRACTICE, "practice-failed", PL_CLI_EXIT_COMPUTER, NULL },
  { PL_CLI_ERROR_OUTPUT, "output", PL_CLI_EXIT_COMPUTER, NULL },
  { PL_CLI_ERROR_REFUSED, "refused", PL_CLI_EXIT_REFUSED, NULL },
  { PL_CLI_ERROR_TAKEN, "reference-taken", PL_CLI_EXIT_USAGE, NULL },
};

static const Meaning usage_meaning = { 0, "usage", PL_CLI_EXIT_USAGE, NULL };
static const Meaning stopped_meaning = { 0, "stopped", PL_CLI_EXIT_STOPPED, N_("Stopped") };
static const Meaning other_meaning = { 0, "failed", PL_CLI_EXIT_COMPUTER, NULL };

G_DEFINE_QUARK (pl-cli-error-quark, pl_cli_error)

static const Meaning *
find_meaning (const Meaning *meanings,
              gsize          n_meanings,
              int            code)
{
  for (gsize i = 0; i < n_meanings; i++)
    {
      if (meanings[i].code == code)
        return &meanings[i];
    }

  return &other_meaning;
}

static const Meaning *
get_meaning (const GError *error)
{
  if (error->domain == PAYROC_ERROR)
    return find_meaning (payroc_meanings, G_N_ELEMENTS (payroc_meanings), error->code);
  if (error->domain == PL_STORE_ERROR)
    return find_meaning (store_meanings, G_N_ELEMENTS (store_meanings), error->code);
  if (error->domain == PL_INTENT_ERROR)
    return find_meaning (intent_meanings, G_N_ELEMENTS (intent_meanings), error->code);
  if (error->domain == PL_FILE_ERROR)
    return find_meaning (file_meanings, G_N_ELEMENTS (file_meanings), error->code);
  if (error->domain == PL_CLI_ERROR)
    return find_meaning (cli_meanings, G_N_ELEMENTS (cli_meanings), error->code);
  if (error->domain == G_OPTION_ERROR)
    return &usage_meaning;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &stopped_meaning;

  return &other_meaning;
}

/* Input that never left is the caller's to mend; input that Payroc refused is a refusal. */
static gboolean
is_own_refusal (const GError *error)
{
  return error->domain == PAYROC_ERROR && payroc_error_get_status (error) == 0 &&
         (error->code == PAYROC_ERROR_INVALID ||
          (error->code == PAYROC_ERROR_INSECURE && payroc_error_get_fields (error) != NULL));
}

PlCliExit
pl_cli_error_to_exit (const GError *error)
{
  if (error == NULL)
    return PL_CLI_EXIT_DONE;

  return is_own_refusal (error) ? PL_CLI_EXIT_USAGE : get_meaning (error)->exit;
}

const char *
pl_cli_error_to_code (const GError *error)
{
  return get_meaning (error)->name;
}

/* (nullable): what it says about a field is more than that something is wrong with one. */
static const char *
get_words (const GError *error)
{
  GPtrArray *fields = payroc_error_get_fields (error);
  const PayrocFieldError *first = fields != NULL && fields->len > 0 ? g_ptr_array_index (fields, 0) : NULL;

  return first != NULL && first->message != NULL ? first->message : payroc_error_get_detail (error);
}

/* (transfer full): one sentence, for where the fields stand below it. */
char *
pl_cli_error_to_headline (const GError *error)
{
  const Meaning *meaning = get_meaning (error);

  return meaning->text != NULL ? g_strdup (_(meaning->text)) : pl_cli_text_clean (error->message);
}

/* (transfer full): one sentence, with Payroc's own words behind it. */
char *
pl_cli_error_to_text (const GError *error)
{
  const Meaning *meaning = get_meaning (error);
  g_autofree char *detail = pl_cli_text_clean (get_words (error));

  if (meaning->text == NULL)
    return pl_cli_text_clean (error->message);
  if (*detail != '\0')
    /* Translators: what went wrong, and Payroc's own words about it. */
    return g_strdup_printf (_("%s (Payroc says: %s)"), _(meaning->text), detail);

  return g_strdup (_(meaning->text));
}
