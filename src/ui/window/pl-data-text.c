/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about the data on this computer when it cannot be opened, or was damaged and begun anew: pure. */
#include "config.h"

#include "pl-data-text.h"

#include <glib/gi18n.h>

#include "core/session/pl-workspace.h"
#include "ui/parts/pl-error-text.h"

static const char *
advice (const GError *error)
{
  if (error->domain != PL_STORE_ERROR)
    return "";

  switch ((PlStoreErrorCode) error->code)
    {
    case PL_STORE_ERROR_DISK_FULL:
      return _("Make room on the disk that this folder is on, then try again. What is stored in it is safe.");
    case PL_STORE_ERROR_READ_ONLY:
      return _("Allow yourself to write to this folder, then try again. What is stored in it is safe.");
    case PL_STORE_ERROR_TOO_NEW:
      return _("Update Paylinks, or start the newer one. What is stored in this folder is safe: "
               "it was not touched.");
    case PL_STORE_ERROR_BUSY:
      return _("Close other Paylinks programs that use this folder, then try again.");
    case PL_STORE_ERROR_DAMAGED:
      return _("It could not be put aside either. Move it out of this folder, then try again: "
               "links are fetched from Payroc anew.");
    case PL_STORE_ERROR_FAILED:
    case PL_STORE_ERROR_DUPLICATE:
    case PL_STORE_ERROR_NOT_FOUND:
    case PL_STORE_ERROR_KEYRING_LOCKED:
    case PL_STORE_ERROR_KEYRING_UNREACHABLE:
    default:
      return "";
    }
}

char *
pl_data_text_failure (const GError *error)
{
  const char *what = advice (error);

  if (*what == '\0')
    return g_strdup (pl_error_text_title (error));

  return g_strdup_printf ("%s %s", pl_error_text_title (error), what);
}

char *
pl_data_text_set_aside (guint n_accounts,
                        guint n_saved)
{
  g_autoptr(GString) text = g_string_new (_("The damaged file was put aside, and a new one begun."));

  g_string_append_c (text, ' ');
  if (n_accounts > 0)
    g_string_append (text, _("Your accounts are here as before; their links are safe at Payroc, "
                             "and are fetched from there again."));
  else
    g_string_append (text, _("No account could be read from it. Add yours again: the links are safe at Payroc, "
                             "and are fetched from there."));

  g_string_append (text, "\n\n");
  if (n_saved > 0)
    g_string_append_printf (text,
                            ngettext ("%u change was saved, and is sent if it was not sent yet.",
                                      "%u changes were saved, and are sent if they were not sent yet.",
                                      n_saved),
                            n_saved);
  else
    g_string_append (text, _("A change that was waiting to be sent may be lost: "
                             "look at the list when it is complete."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
