/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said about many changes in one go, and about why nothing is sent for a while: pure functions. */
#include "config.h"

#include "pl-batch-text.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-format.h"

#define SOON (60 * G_USEC_PER_SEC)

/* (nullable): what goes on says so, and not that it is done */
static char *
format_running (PlBatchDeed deed,
                guint       n_links)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return g_strdup_printf (ngettext ("Giving %'u link a later last day", "Giving %'u links a later last day",
                                        n_links), n_links);
    case PL_BATCH_END_SOONER:
      return g_strdup_printf (ngettext ("Giving %'u link an earlier last day", "Giving %'u links an earlier last day",
                                        n_links), n_links);
    case PL_BATCH_SHARE:
      return g_strdup_printf (ngettext ("Sending %'u link by e-mail", "Sending %'u links by e-mail", n_links),
                              n_links);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("Switching off %'u link", "Switching off %'u links", n_links), n_links);
    case PL_BATCH_MIXED:
    default:
      return NULL;
    }
}

/* (nullable) */
static char *
format_ended (PlBatchDeed deed,
              guint       n_links)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
      return g_strdup_printf (ngettext ("%'u link: a later last day", "%'u links: a later last day", n_links),
                              n_links);
    case PL_BATCH_END_SOONER:
      return g_strdup_printf (ngettext ("%'u link: an earlier last day", "%'u links: an earlier last day", n_links),
                              n_links);
    case PL_BATCH_SHARE:
      return g_strdup_printf (ngettext ("%'u link: sent by e-mail", "%'u links: sent by e-mail", n_links), n_links);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("%'u link: switched off", "%'u links: switched off", n_links), n_links);
    case PL_BATCH_MIXED:
    default:
      return NULL;
    }
}

char *
pl_batch_text_title (PlBatch *batch)
{
  const PlBatchDeed deed = pl_batch_get_deed (batch);
  const guint n_links = pl_batch_get_n_links (batch);
  const char *name = pl_batch_get_name (batch);
  char *title = pl_batch_get_finished (batch) ? format_ended (deed, n_links) : format_running (deed, n_links);

  if (title != NULL)
    return title;

  if (name == NULL || *name == '\0')
    return g_strdup (_("Many changes"));

  /* Translators: %s is what many changes come from: a file's name. */
  return g_strdup_printf (_("Changes from “%s”"), name);
}

char *
pl_batch_text_progress (guint n_done,
                        guint n_total)
{
  /* Translators: the first number is how many changes are done, the second how many there are. */
  return g_strdup_printf (ngettext ("%1$'u of %2$'u done", "%1$'u of %2$'u done", n_total), n_done, n_total);
}

char *
pl_batch_text_far (PlBatch *batch)
{
  const guint      n_all = pl_batch_get_n_links (batch);
  const guint      n_total = pl_batch_get_n_total (batch);
  g_autofree char *links = NULL;
  g_autofree char *mails = NULL;
  g_autofree char *progress = NULL;
  guint            n_links, n_links_done, n_mails, n_mails_done;

  if (pl_batch_get_made (batch, &n_links, &n_links_done, &n_mails, &n_mails_done))
    {
      links = g_strdup_printf (ngettext ("%1$'u of %2$'u link created", "%1$'u of %2$'u links created", n_links),
                               n_links_done, n_links);
      mails = g_strdup_printf (ngettext ("%1$'u of %2$'u e-mail sent", "%1$'u of %2$'u e-mails sent", n_mails),
                               n_mails_done, n_mails);
      if (n_links == 0 || n_mails == 0)
        return n_links > 0 ? g_steal_pointer (&links) : g_steal_pointer (&mails);

      /* Translators: “5 of 5 links created, 4 of 5 e-mails sent”. */
      return g_strdup_printf (C_("links and e-mails", "%s, %s"), links, mails);
    }

  progress = pl_batch_text_progress (pl_batch_get_n_done (batch), n_total);
  if (pl_batch_get_deed (batch) != PL_BATCH_MIXED || n_all == 0 || n_all >= n_total)
    return g_steal_pointer (&progress);

  links = g_strdup_printf (ngettext ("%'u link", "%'u links", n_all), n_all);
  mails = g_strdup_printf (ngettext ("%'u e-mail", "%'u e-mails", n_total - n_all), n_total - n_all);

  /* Translators: “7 of 10 done: 5 links and 5 e-mails”: what the ten are. */
  return g_strdup_printf (_("%s: %s and %s"), progress, links, mails);
}

char *
pl_batch_text_next (PlBatch *batch)
{
  guint n_discarded = pl_batch_get_n_discarded (batch);

  if (pl_batch_get_paused (batch))
    return g_strdup (_("Paused. What was being sent is finished; nothing more leaves until you continue."));

  if (!pl_batch_get_finished (batch) && pl_batch_get_rests (batch))
    return g_strdup (_("Nothing more is being sent: the rest waits for you."));

  if (!pl_batch_get_finished (batch))
    return g_strdup (_("Being sent to Payroc, several at a time. You can go on working."));

  if (n_discarded > 0)
    return g_strdup_printf (ngettext ("Finished. %'u was cancelled and not sent.",
                                      "Finished. %'u were cancelled and not sent.", n_discarded), n_discarded);

  return g_strdup (_("Finished."));
}

/* (nullable) */
static char *
describe_different (PlBatch *batch)
{
  guint n_different = pl_batch_get_n_different (batch);

  if (n_different == 0)
    return NULL;

  return g_strdup_printf (ngettext ("%'u did not come out as you asked; Details names it.",
                                    "%'u did not come out as you asked; Details names them.", n_different),
                          n_different);
}

/* (nullable) */
static char *
describe_waiting (PlBatch *batch)
{
  guint n_refused = pl_batch_get_n_refused (batch);
  guint n_asking = pl_batch_get_n_asking (batch);

  if (n_asking > 0)
    return g_strdup_printf (ngettext ("%'u waits for your decision; it stands above.",
                                      "%'u wait for your decision; they stand above.", n_asking), n_asking);

  if (n_refused > 0)
    return g_strdup_printf (ngettext ("%'u was refused; it stands above, to be corrected.",
                                      "%'u were refused; they stand above, to be corrected.", n_refused), n_refused);

  return NULL;
}

char *
pl_batch_text_trouble (PlBatch *batch)
{
  g_autofree char *different = describe_different (batch);
  g_autofree char *waiting = describe_waiting (batch);

  if (different == NULL || waiting == NULL)
    return different != NULL ? g_steal_pointer (&different) : g_steal_pointer (&waiting);

  return g_strjoin (" ", different, waiting, NULL);
}

gboolean
pl_batch_text_is_clean (PlBatch *batch)
{
  return pl_batch_get_n_done (batch) == pl_batch_get_n_total (batch) && pl_batch_get_n_different (batch) == 0;
}

char *
pl_batch_text_end (PlBatch *batch)
{
  guint n_refused = pl_batch_get_n_refused (batch);
  guint n_asking = pl_batch_get_n_asking (batch);
  guint n_different = pl_batch_get_n_different (batch);
  g_autofree char *progress = pl_batch_text_progress (pl_batch_get_n_done (batch), pl_batch_get_n_total (batch));
  g_autoptr (GString) text = g_string_new (progress);

  if (pl_batch_text_is_clean (batch))
    return pl_batch_text_done (pl_batch_get_deed (batch), pl_batch_get_n_links (batch), pl_batch_get_name (batch),
                               pl_batch_get_n_total (batch));

  if (n_different > 0)
    g_string_append_printf (text, ngettext (" · %'u not as you asked", " · %'u not as you asked", n_different),
                            n_different);
  if (n_refused > 0)
    g_string_append_printf (text, ngettext (" · %'u refused", " · %'u refused", n_refused), n_refused);
  if (n_asking > 0)
    g_string_append_printf (text, ngettext (" · %'u waits for your decision", " · %'u wait for your decision",
                                            n_asking), n_asking);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pl_batch_text_state (PlIntentState state,
                     guint         n)
{
  switch (state)
    {
    case PL_INTENT_REFUSED:
      return g_strdup_printf (ngettext ("%'u refused", "%'u refused", n), n);
    case PL_INTENT_UNSURE:
      return g_strdup_printf (ngettext ("%'u not known yet", "%'u not known yet", n), n);
    case PL_INTENT_SENDING:
      return g_strdup_printf (ngettext ("%'u being sent", "%'u being sent", n), n);
    case PL_INTENT_DONE:
      return g_strdup_printf (ngettext ("%'u done", "%'u done", n), n);
    case PL_INTENT_DISCARDED:
      return g_strdup_printf (ngettext ("%'u cancelled", "%'u cancelled", n), n);
    case PL_INTENT_WAITING:
    default:
      return g_strdup_printf (ngettext ("%'u still waiting", "%'u still waiting", n), n);
    }
}

char *
pl_batch_text_done (PlBatchDeed  deed,
                    guint        n_links,
                    const char  *name,
                    guint        n_total)
{
  switch (deed)
    {
    case PL_BATCH_EXTEND:
    case PL_BATCH_END_SOONER:
      return g_strdup_printf (ngettext ("Last day of %'u link changed", "Last day of %'u links changed", n_links),
                              n_links);
    case PL_BATCH_SHARE:
      return g_strdup_printf (ngettext ("%'u link sent", "%'u links sent", n_links), n_links);
    case PL_BATCH_SWITCH_OFF:
      return g_strdup_printf (ngettext ("%'u link switched off", "%'u links switched off", n_links), n_links);
    case PL_BATCH_MIXED:
    default:
      break;
    }

  if (name == NULL || *name == '\0')
    return g_strdup_printf (ngettext ("%'u change done", "All %'u changes done", n_total), n_total);

  /* Translators: %2$s is what many changes come from: a file's name. */
  return g_strdup_printf (ngettext ("%1$'u change from “%2$s” done", "All %1$'u changes from “%2$s” done", n_total),
                          n_total, name);
}

char *
pl_rest_text (PlOutboxRest rest,
              gint64       until,
              gint64       now)
{
  g_autofree char *moment = NULL;

  if (rest == PL_OUTBOX_REST_NONE)
    return NULL;

  if (until - now < SOON)
    return g_strdup (rest == PL_OUTBOX_REST_UNREACHABLE
                     ? _("Payroc cannot be reached. Nothing is lost: it is tried again within a minute.")
                     : _("Payroc asked for a pause. Sending goes on within a minute."));

  moment = pl_format_moment (until, now);

  /* Translators, in both: %s is a time: "14:05". */
  return rest == PL_OUTBOX_REST_UNREACHABLE
         ? g_strdup_printf (_("Payroc cannot be reached. Nothing is lost: it is tried again at %s, "
                              "or when the network is back."), moment)
         : g_strdup_printf (_("Payroc asked for a pause. Sending goes on at %s."), moment);
}

char *
pl_batch_text_leave (guint n_left,
                     guint n_all)
{
  return g_strdup_printf (ngettext ("%1$'u of %2$'u change is not sent yet. Nothing is lost: it waits on this "
                                    "computer, and goes on when Paylinks is started again.",
                                    "%1$'u of %2$'u changes are not sent yet. Nothing is lost: they wait on this "
                                    "computer, and go on when Paylinks is started again.", n_all), n_left, n_all);
}

char *
pl_batch_text_goes_on (guint n_left,
                       guint n_all)
{
  return g_strdup_printf (ngettext ("%1$'u of %2$'u change is not sent yet. Paylinks goes on in the background.",
                                    "%1$'u of %2$'u changes are not sent yet. Paylinks goes on in the background.",
                                    n_all), n_left, n_all);
}
