/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about accounts: why a key or a terminal is refused, what is lost with a removed one; pure functions. */
#include "config.h"

#include "pl-account-text.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-error-text.h"

char *
pl_account_text_farewell (PlAccountKind kind,
                          guint         n_unfinished,
                          guint         n_sending)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (kind == PL_ACCOUNT_PRACTICE)
    g_string_append (text, _("It is on this computer only: its links, e-mails and payments are deleted with it. "
                             "You can try Paylinks out again at any time, beginning with nothing."));
  else
    g_string_append (text, _("Its API key, its list and the people you wrote to are removed from this computer. "
                             "The links themselves stay at Payroc as they are, and go on taking payments."));

  if (n_unfinished > 0)
    {
      g_string_append (text, "\n\n");
      g_string_append_printf (text,
                              ngettext ("%u change that was not sent yet is lost.",
                                        "%u changes that were not sent yet are lost.", n_unfinished),
                              n_unfinished);
    }
  if (n_sending > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (text,
                              ngettext ("%u of them is on its way and may still be done.",
                                        "%u of them are on their way and may still be done.", n_sending),
                              n_sending);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* At its field a refusal needs no word about what it changed: the form is still there. */
char *
pl_account_text_refusal (const GError *error)
{
  const char *advice;

  if (g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_NOT_FOUND))
    return g_strdup (_("Payroc knows no such terminal. Check the number."));

  advice = pl_error_text_advice (error, PL_WORK_CONNECT);
  if (*advice == '\0')
    return g_strdup (pl_error_text_title (error));

  return g_strdup_printf ("%s %s", pl_error_text_title (error), advice);
}
