/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is lost with an account that is removed from this computer: a pure function. */
#include "config.h"

#include "pl-account-text.h"

#include <glib/gi18n.h>

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
