/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a change in the outbox is called, how it stands, and what happens next: pure functions. */
#include "config.h"

#include "pl-intent-text.h"

#include <glib/gi18n.h>

#include "payroc/payroc-error.h"
#include "ui/parts/pl-format.h"

PlWork
pl_intent_text_work (PlIntentKind kind)
{
  switch (kind)
    {
    case PL_INTENT_CREATE:
      return PL_WORK_CREATE;
    case PL_INTENT_SHARE:
      return PL_WORK_SHARE;
    case PL_INTENT_EDIT:
      return PL_WORK_EDIT;
    case PL_INTENT_DEACTIVATE:
      return PL_WORK_DEACTIVATE;
    default:
      g_assert_not_reached ();
    }
}

const char *
pl_intent_text_icon (PlIntentState state,
                     const GError *error)
{
  switch (state)
    {
    case PL_INTENT_SENDING:
      return "document-send-symbolic";
    case PL_INTENT_UNSURE:
      return "dialog-question-symbolic";
    case PL_INTENT_REFUSED:
      return "dialog-warning-symbolic";
    case PL_INTENT_DONE:
      return error != NULL ? "dialog-warning-symbolic" : "object-select-symbolic";
    case PL_INTENT_DISCARDED:
      return "user-trash-symbolic";
    case PL_INTENT_WAITING:
    default:
      return "document-open-recent-symbolic";
    }
}

char *
pl_intent_text_title (PlIntentKind  kind,
                      const char   *subject)
{
  gboolean named = subject != NULL && *subject != '\0';

  /* Translators, in each: %s is a link's reference. */
  switch (kind)
    {
    case PL_INTENT_CREATE:
      return named ? g_strdup_printf (_("New link “%s”"), subject) : g_strdup (_("New link"));
    case PL_INTENT_SHARE:
      return named ? g_strdup_printf (_("E-mail with link “%s”"), subject) : g_strdup (_("E-mail with a link"));
    case PL_INTENT_EDIT:
      return named ? g_strdup_printf (_("Change of link “%s”"), subject) : g_strdup (_("Change of a link"));
    case PL_INTENT_DEACTIVATE:
      return named ? g_strdup_printf (_("Switching off link “%s”"), subject) : g_strdup (_("Switching off a link"));
    default:
      g_assert_not_reached ();
    }
}

static char *
dup_next_try (gboolean held,
              gint64   next_attempt_at,
              gint64   now)
{
  g_autofree char *moment = NULL;

  if (held)
    return g_strdup (_("It is tried again once the account can be used."));

  if (next_attempt_at <= now)
    return g_strdup (_("It is tried again now."));

  if (next_attempt_at - now < 60 * G_USEC_PER_SEC)
    return g_strdup (_("It is tried again within a minute."));

  moment = pl_format_moment (next_attempt_at, now);
  /* Translators: %s is a time: "14:05". */
  return g_strdup_printf (_("It is tried again at %s."), moment);
}

/* What an attempt met with, and when the next one is. */
static char *
describe_attempt (const GError *error,
                  PlWork        work,
                  gboolean      held,
                  gint64        next_attempt_at,
                  gint64        now)
{
  g_autofree char *next = NULL;

  if (next_attempt_at == PL_INTENT_NEVER)
    return pl_error_text_body (error, work);

  next = dup_next_try (held, next_attempt_at, now);
  /* Translators: three whole sentences: what went wrong, whether anything was done, and what happens next. */
  return g_strdup_printf (C_("change not sent", "%1$s %2$s %3$s"), pl_error_text_title (error),
                          pl_error_text_effect (error, work), next);
}

/* The program ended while it was on its way. */
static char *
describe_unanswered (gboolean held,
                     gint64   next_attempt_at,
                     gint64   now)
{
  g_autofree char *moment = NULL;

  if (next_attempt_at == PL_INTENT_NEVER)
    return g_strdup (_("Payroc’s answer did not arrive, so it may have been done."));

  if (held)
    return g_strdup (_("Payroc’s answer did not arrive, so it may have been done. "
                       "It is tried again once the account can be used; that never does it twice."));

  if (next_attempt_at - now < 60 * G_USEC_PER_SEC)
    return g_strdup (_("Payroc’s answer did not arrive, so it may have been done. "
                       "It is tried again within a minute; that never does it twice."));

  moment = pl_format_moment (next_attempt_at, now);
  /* Translators: %s is a time: "14:05". */
  return g_strdup_printf (_("Payroc’s answer did not arrive, so it may have been done. "
                            "It is tried again at %s; that never does it twice."), moment);
}

static char *
describe_waiting (PlIntentWait wait,
                  gboolean     held)
{
  switch (wait)
    {
    case PL_INTENT_WAIT_LINK:
      return g_strdup (_("Is sent as soon as the link is created."));
    case PL_INTENT_WAIT_CHANGE:
      return g_strdup (_("Is sent as soon as the link is changed."));
    case PL_INTENT_WAIT_EARLIER:
      return g_strdup (_("Is sent after what was asked for before about this link."));
    case PL_INTENT_WAIT_NONE:
    default:
      return held ? g_strdup (_("Is sent once the account can be used.")) : g_strdup (_("Waits to be sent to Payroc."));
    }
}

char *
pl_intent_text_next (PlIntentKind   kind,
                     PlIntentState  state,
                     PlIntentWait   wait,
                     gboolean       held,
                     const GError  *error,
                     gint64         next_attempt_at,
                     gint64         now)
{
  PlWork work = pl_intent_text_work (kind);

  switch (state)
    {
    case PL_INTENT_SENDING:
      return g_strdup (_("Being sent to Payroc…"));

    case PL_INTENT_WAITING:
      if (wait == PL_INTENT_WAIT_NONE && error != NULL)
        return describe_attempt (error, work, held, next_attempt_at, now);
      return describe_waiting (wait, held);

    case PL_INTENT_UNSURE:
      if (error != NULL)
        return describe_attempt (error, work, held, next_attempt_at, now);
      return describe_unanswered (held, next_attempt_at, now);

    case PL_INTENT_REFUSED:
      if (error == NULL)
        return g_strdup (_("Payroc refused this."));
      return pl_error_text_body (error, work);

    case PL_INTENT_DONE:
      return error != NULL ? pl_error_text_body (error, work) : g_strdup (_("Done."));

    case PL_INTENT_DISCARDED:
    default:
      return g_strdup (_("Given up."));
    }
}

static const char *
describe_paid (PlIntentKind kind)
{
  switch (kind)
    {
    case PL_INTENT_SHARE:
      return _("This link was paid, so no e-mail was sent.");
    case PL_INTENT_EDIT:
      return _("This link was paid, so it was not changed.");
    case PL_INTENT_DEACTIVATE:
      return _("This link was paid, so there is nothing to switch off.");
    case PL_INTENT_CREATE:
    default:
      return NULL;
    }
}

static const char *
describe_switched_off (PlIntentKind kind)
{
  switch (kind)
    {
    case PL_INTENT_SHARE:
      return _("This link was switched off, so no e-mail was sent.");
    case PL_INTENT_EDIT:
      return _("This link was switched off, so it was not changed.");
    case PL_INTENT_DEACTIVATE:
      return _("This link is switched off.");
    case PL_INTENT_CREATE:
    default:
      return NULL;
    }
}

const char *
pl_intent_text_ended (PlIntentKind     kind,
                      PayrocLinkStatus status)
{
  switch (status)
    {
    case PAYROC_LINK_STATUS_COMPLETED:
    case PAYROC_LINK_STATUS_REFUNDED:
    case PAYROC_LINK_STATUS_PARTLY_REFUNDED:
    case PAYROC_LINK_STATUS_RETURNED:
    case PAYROC_LINK_STATUS_REVERSED:
    case PAYROC_LINK_STATUS_HELD:
    case PAYROC_LINK_STATUS_PENDING:
    case PAYROC_LINK_STATUS_PARTLY_PAID:
    case PAYROC_LINK_STATUS_UNCLEAR:
    case PAYROC_LINK_STATUS_DECLINED:
      return describe_paid (kind);
    case PAYROC_LINK_STATUS_DEACTIVATED:
      return describe_switched_off (kind);
    case PAYROC_LINK_STATUS_EXPIRED:
      /* A later last day wakes it, so that its change can be mended. */
      return kind == PL_INTENT_SHARE ? _("This link has expired, so no e-mail was sent.") : NULL;
    case PAYROC_LINK_STATUS_ACTIVE:
    case PAYROC_LINK_STATUS_UNKNOWN:
    default:
      return NULL;
    }
}

static char *
dup_sent (const char *subject,
          GListModel *recipients)
{
  gboolean         named = subject != NULL && *subject != '\0';
  guint            n_recipients = recipients != NULL ? g_list_model_get_n_items (recipients) : 0;
  g_autofree char *to = NULL;

  if (n_recipients == 0)
    return named ? g_strdup_printf (_("E-mail with link “%s” sent"), subject) : g_strdup (_("E-mail sent"));

  if (n_recipients == 1)
    to = pl_format_recipients (recipients);
  else
    /* Translators: whom an e-mail was sent to. */
    to = g_strdup_printf (ngettext ("%u person", "%u people", n_recipients), n_recipients);

  if (!named)
    /* Translators: %s is somebody’s name, or "3 people". */
    return g_strdup_printf (_("E-mail sent to %s"), to);

  /* Translators: %1$s is a link's reference, %2$s somebody’s name, or "3 people". */
  return g_strdup_printf (_("Link “%1$s” sent to %2$s"), subject, to);
}

char *
pl_intent_text_done (PlIntentKind  kind,
                     const char   *subject,
                     GListModel   *recipients)
{
  gboolean named = subject != NULL && *subject != '\0';

  /* Translators, in each: %s is a link's reference. */
  switch (kind)
    {
    case PL_INTENT_CREATE:
      return named ? g_strdup_printf (_("Link “%s” created"), subject) : g_strdup (_("Link created"));
    case PL_INTENT_SHARE:
      return dup_sent (subject, recipients);
    case PL_INTENT_EDIT:
      return named ? g_strdup_printf (_("Link “%s” changed"), subject) : g_strdup (_("Link changed"));
    case PL_INTENT_DEACTIVATE:
      return named ? g_strdup_printf (_("Link “%s” switched off"), subject) : g_strdup (_("Link switched off"));
    default:
      g_assert_not_reached ();
    }
}

char *
pl_intent_text_leave (guint n_links,
                      guint n_mails,
                      guint n_changes)
{
  g_autofree char *links = g_strdup_printf (ngettext ("%'u new link", "%'u new links", n_links), n_links);
  g_autofree char *mails = g_strdup_printf (ngettext ("%'u e-mail", "%'u e-mails", n_mails), n_mails);
  g_autofree char *changes = g_strdup_printf (ngettext ("%'u change of a link", "%'u changes of links", n_changes),
                                              n_changes);
  g_autofree char *all = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;

  if (n_links > 0)
    parts[n++] = links;
  if (n_mails > 0)
    parts[n++] = mails;
  if (n_changes > 0)
    parts[n++] = changes;
  if (n == 0)
    return NULL;

  all = g_strjoinv (" · ", (char **) parts);
  /* Translators: %s names what is not sent: "1 new link · 2 e-mails". */
  return g_strdup_printf (_("Not sent yet: %s. Nothing is lost: it waits on this computer, and is sent when you next "
                            "open Paylinks."), all);
}
