/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says about the state of an open account, and what it offers: pure, so that each can be tested. */
#include "config.h"

#include "pl-session-notice.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "ui/parts/pl-error-text.h"

static void
init_from_refresh (PlSessionNotice *notice,
                   PlAccountKind    kind,
                   const GError    *error)
{
  const char *advice;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  advice = pl_error_text_advice (error, PL_WORK_READ);
  notice->weight = PL_NOTICE_QUIET;
  /* It is on this computer: no network is to blame. */
  if (kind == PL_ACCOUNT_PRACTICE && g_error_matches (error, PAYROC_ERROR, PAYROC_ERROR_UNREACHABLE))
    notice->text = g_strdup (_("The practice account does not answer. It is on this computer: try again in a moment."));
  else if (*advice != '\0')
    notice->text = g_strdup_printf ("%s %s", pl_error_text_title (error), advice);
  else
    notice->text = g_strdup (pl_error_text_title (error));
  notice->label = _("_Try Again");
  notice->action = "win.refresh";
}

void
pl_session_notice_init (PlSessionNotice *notice,
                        PlSessionState   state,
                        PlAccountKind    kind,
                        const char      *account_name,
                        const GError    *refresh_error)
{
  *notice = (PlSessionNotice) { PL_NOTICE_NONE };

  switch (state)
    {
    case PL_SESSION_OPENING:
      return;
    case PL_SESSION_READY:
      init_from_refresh (notice, kind, refresh_error);
      return;
    case PL_SESSION_KEY_MISSING:
      /* Translators: %s is an account's name. */
      notice->text = g_strdup_printf (_("The API key of “%s” is needed. "
                                        "Until then nothing is sent; what you make is kept."),
                                      account_name);
      notice->label = _("Enter _Key…");
      notice->action = "win.replace-key";
      break;
    case PL_SESSION_KEY_REFUSED:
      /* Translators: %s is an account's name. */
      notice->text = g_strdup_printf (_("Payroc no longer accepts the API key of “%s”. "
                                        "What you make is kept until there is a new one."),
                                      account_name);
      notice->label = _("Replace _Key…");
      notice->action = "win.replace-key";
      break;
    case PL_SESSION_KEYRING_LOCKED:
      notice->text = g_strdup (_("The keyring that holds the API key is locked. "
                                 "What you make is kept until it is open."));
      notice->label = _("Un_lock…");
      notice->action = "win.unlock";
      break;
    case PL_SESSION_KEYRING_UNREACHABLE:
      notice->text = g_strdup (_("This desktop has no keyring to keep the API key in. "
                                 "It can be used for this session only."));
      notice->label = _("Enter _Key…");
      notice->action = "win.replace-key";
      break;
    case PL_SESSION_PRACTICE_FAILED:
      notice->text = g_strdup (_("The practice account did not start. What was made before can still be looked at."));
      notice->label = _("_Try Again");
      notice->action = "win.reopen";
      break;
    default:
      g_assert_not_reached ();
    }

  notice->weight = PL_NOTICE_PROBLEM;
}

void
pl_session_notice_clear (PlSessionNotice *notice)
{
  g_clear_pointer (&notice->text, g_free);
}
