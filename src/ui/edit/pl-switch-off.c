/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switching off cannot be taken back, and a merchant often only wants a link to end sooner. */
#include "config.h"

#include "pl-switch-off.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-error-dialog.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-question.h"
#include "ui/parts/pl-safe-answer.h"
#include "ui/parts/pl-toaster.h"

/* The question while it is open, and what was asked for until it is settled. */
typedef struct
{
  GtkWindow *parent;  /* (owned) */
  PlSession *session; /* (owned) */
  char      *link_id; /* (owned) */
  char      *key;     /* (owned) of this question */
  PlIntent  *intent;  /* (owned) (nullable) */
} SwitchOff;

static SwitchOff *
switch_off_new (GtkWindow  *parent,
                PlSession  *session,
                const char *link_id,
                const char *key)
{
  SwitchOff *self = g_new0 (SwitchOff, 1);

  self->parent = g_object_ref (parent);
  self->session = g_object_ref (session);
  self->link_id = g_strdup (link_id);
  self->key = g_strdup (key);

  return self;
}

static void
switch_off_free (SwitchOff *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->session);
  g_clear_object (&self->intent);
  g_free (self->link_id);
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SwitchOff, switch_off_free)

static void
settle_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SwitchOff) self = user_data;

  pl_outbox_settle_finish (PL_OUTBOX (source), result, NULL);
  /* What is done the window tells; what is refused or in doubt stands above the list. */
  if (!pl_intent_is_finished (self->intent))
    pl_toaster_show (GTK_WIDGET (self->parent), _("The link is switched off as soon as Payroc can be reached"));
}

static void
submit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SwitchOff) self = user_data;
  g_autoptr (GError)    error = NULL;
  PlIntent             *intent = pl_outbox_submit_finish (PL_OUTBOX (source), result, &error);

  if (intent == NULL)
    {
      pl_error_dialog_present (GTK_WIDGET (self->parent), _("The Link Was Not Switched Off"), error,
                               PL_WORK_DEACTIVATE);
      return;
    }

  self->intent = intent;
  pl_outbox_settle_async (PL_OUTBOX (source), intent, NULL, settle_cb, g_steal_pointer (&self));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  SwitchOff *self = user_data;

  if (g_str_equal (response, "last-day"))
    gtk_widget_activate_action (GTK_WIDGET (self->parent), "win.edit-last-day", "s", self->link_id);
  else if (g_str_equal (response, "switch-off"))
    pl_outbox_deactivate_async (pl_session_get_outbox (self->session), self->link_id, self->key, NULL, submit_cb,
                                switch_off_new (self->parent, self->session, self->link_id, self->key));
}

static void
question_gone_cb (gpointer  data,
                  GClosure *closure)
{
  switch_off_free (data);
}

/* A link that ends today cannot end sooner. */
static gboolean
can_end_sooner (PayrocLink *link)
{
  const GDate *expires_on = payroc_link_get_expires_on (link);
  GDate        today;

  pl_format_today (&today);

  return payroc_link_get_status (link) != PAYROC_LINK_STATUS_EXPIRED
         && (expires_on == NULL || g_date_compare (expires_on, &today) > 0);
}

void
pl_switch_off_present (GtkWindow  *parent,
                       PlSession  *session,
                       PayrocLink *link)
{
  g_autofree char  *reference = NULL;
  g_autofree char  *heading = NULL;
  gboolean          sooner;
  g_autofree char  *key = NULL;
  g_autofree char  *text = NULL;
  AdwMessageDialog *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (PL_IS_SESSION (session));
  g_return_if_fail (PAYROC_IS_LINK (link));

  reference = pl_bidi_isolate (payroc_link_get_reference (link));
  /* Translators: %s is a link's reference. */
  heading = g_strdup_printf (_("Switch Off “%s” for Good?"), reference);
  sooner = can_end_sooner (link);
  key = g_uuid_string_random ();

  dialog = ADW_MESSAGE_DIALOG (pl_question_new (parent, heading, NULL));
  text = g_strjoin ("\n\n", _("Nobody can pay it from then on, and it can never be switched on again."),
                    sooner ? _("If it shall only end sooner, choose an earlier last day instead: that "
                               "can be changed again.") : NULL,
                    NULL);
  pl_question_set_text (dialog, text, NULL);
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  if (sooner)
    adw_message_dialog_add_response (dialog, "last-day", _("Change the _Last Day…"));
  adw_message_dialog_add_response (dialog, "switch-off", _("_Switch Off"));
  adw_message_dialog_set_response_appearance (dialog, "switch-off", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb),
                         switch_off_new (parent, session, payroc_link_get_id (link), key), question_gone_cb, 0);
  pl_safe_answer_present (GTK_WINDOW (dialog));
}
