/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A notice is marked as shown after the desktop was given it, under a name that stays the same: killed in between, it
 * is given again and takes its own place. */
#include "config.h"

#include "pl-notifier.h"

#include "pl-notice-text.h"
#include "ui/parts/pl-settings.h"

/* More at once are one notification. */
#define MANY 4
#define ROOM 200

struct _PlNotifier
{
  GObject parent_instance;

  GApplication  *application; /* (unowned) (nullable) outlives its windows */
  GSettings     *settings;    /* (owned) (nullable) */
  PlSession     *session;     /* (owned) (nullable) */
  PlNoticeBoard *board;       /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned) of what belongs to the session */
  gboolean       attentive;
  gboolean       discreet;    /* a stranger looks at the screen */
  gboolean       telling;     /* notices are on their way */
  gboolean       more;        /* others came meanwhile */
};

enum
{
  TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlNotifier, pl_notifier, G_TYPE_OBJECT)

static void tell (PlNotifier *self);

static gboolean
is_wanted (PlNotifier   *self,
           PlNoticeKind  kind)
{
  if (self->settings == NULL)
    return TRUE;

  return g_settings_get_boolean (self->settings, kind == PL_NOTICE_EXPIRING ? "notify-expiring" : "notify-paid");
}

static gboolean
is_practice (PlNotifier *self)
{
  return pl_account_get_kind (pl_session_get_account (self->session)) == PL_ACCOUNT_PRACTICE;
}

/* Accounts have payments of the same number: practice and the real one, say. (transfer full) */
static char *
dup_id (PlNotifier *self,
        const char *name)
{
  return g_strdup_printf ("%s %s", pl_account_get_id (pl_session_get_account (self->session)), name);
}

static void
send (PlNotifier    *self,
      const char    *name,
      GNotification *notification)
{
  g_autofree char *id = dup_id (self, name);

  /* A window without an application shows toasts only. */
  if (self->application != NULL)
    g_application_send_notification (self->application, id, notification);
}

static void
notify_one (PlNotifier *self,
            PlNotice   *notice)
{
  g_autofree char *title = pl_notice_text_title (notice, is_practice (self));
  g_autofree char *body = pl_notice_text_body (notice);
  g_autofree char *id = pl_notice_text_id (notice);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-link", "(ss)",
                                                pl_account_get_id (pl_session_get_account (self->session)),
                                                pl_notice_get_link_id (notice));
  send (self, id, notification);
}

static void
notify_many (PlNotifier *self,
             GPtrArray  *notices)
{
  g_autofree char *title = pl_notice_text_summary (notices, is_practice (self));
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *id = pl_notice_text_id (g_ptr_array_index (notices, 0));

  for (guint i = 0; i < MIN (notices->len, MANY); i++)
    {
      g_autofree char *line = pl_notice_text_toast (g_ptr_array_index (notices, i));

      g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", line);
    }
  g_notification_set_body (notification, body->str);
  g_notification_set_default_action (notification, "app.activate");
  send (self, id, notification);
}

static void
withdraw_wrong (PlNotifier *self,
                PlNotice   *notice)
{
  g_auto (GStrv) names = pl_notice_text_list_wrong (notice);

  for (guint i = 0; names[i] != NULL && self->application != NULL; i++)
    {
      g_autofree char *id = dup_id (self, names[i]);

      g_application_withdraw_notification (self->application, id);
    }
}

static void
mark_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlNotifier) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean marked = pl_notice_board_mark_shown_finish (PL_NOTICE_BOARD (object), result, &error);
  const gboolean more = self->more && marked;

  /* Told again with the next look, and taking its own place: no reason to try at once, again and again. */
  if (!marked && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("What was told could not be written down: %s", error->message);

  self->telling = FALSE;
  self->more = FALSE;
  if (more)
    tell (self);
}

static void
list_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlNotifier) self = user_data;
  g_autoptr (GPtrArray) notices = NULL;
  g_autoptr (GPtrArray) wanted = NULL;
  g_autoptr (GError) error = NULL;
  PlNoticeBoard *board = PL_NOTICE_BOARD (object);

  notices = pl_notice_board_list_due_finish (board, result, &error);
  /* Who asked just before the counter opened is not answered on the customer's screen: it is told afterwards. */
  if (notices == NULL || notices->len == 0 || self->board != board || self->discreet)
    {
      const gboolean more = self->more;

      self->telling = FALSE;
      self->more = FALSE;
      if (more)
        tell (self);
      return;
    }

  wanted = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < notices->len; i++)
    {
      withdraw_wrong (self, g_ptr_array_index (notices, i));
      if (is_wanted (self, pl_notice_get_kind (g_ptr_array_index (notices, i))))
        g_ptr_array_add (wanted, g_object_ref (g_ptr_array_index (notices, i)));
    }

  if (wanted->len > MANY)
    notify_many (self, wanted);
  for (guint i = 0; i < wanted->len && wanted->len <= MANY; i++)
    notify_one (self, g_ptr_array_index (wanted, i));

  self->more |= notices->len == ROOM;
  pl_notice_board_mark_shown_async (board, notices, NULL, mark_cb, g_object_ref (self));

  /* Of many the newest are enough for toasts: the list shows them all. */
  for (guint i = wanted->len > MANY ? wanted->len - MANY : 0; i < wanted->len; i++)
    g_signal_emit (self, signals[TOLD], 0, g_ptr_array_index (wanted, i));
}

static void
tell (PlNotifier *self)
{
  if (self->board == NULL || self->discreet)
    return;

  if (self->telling)
    {
      self->more = TRUE;
      return;
    }

  self->telling = TRUE;
  pl_notice_board_list_due_async (self->board, ROOM, self->cancellable, list_cb, g_object_ref (self));
}

static void
due_cb (PlWatcher  *watcher,
        PlNotifier *self)
{
  tell (self);
}

static void
update_watcher (PlNotifier *self)
{
  PlWatcher *watcher;

  if (self->session == NULL)
    return;

  watcher = pl_session_get_watcher (self->session);
  if (self->settings != NULL && g_settings_get_boolean (self->settings, "quiet-hours"))
    pl_watcher_set_quiet_hours (watcher, g_settings_get_uint (self->settings, "quiet-from"),
                                g_settings_get_uint (self->settings, "quiet-until"));
  else
    pl_watcher_set_quiet_hours (watcher, 0, 0);
  pl_watcher_set_mode (watcher, self->attentive ? PL_WATCH_ATTENTIVE : PL_WATCH_BACKGROUND);
}

static void
pl_notifier_dispose (GObject *object)
{
  pl_notifier_set_session (PL_NOTIFIER (object), NULL);

  G_OBJECT_CLASS (pl_notifier_parent_class)->dispose (object);
}

static void
pl_notifier_finalize (GObject *object)
{
  PlNotifier *self = PL_NOTIFIER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_notifier_parent_class)->finalize (object);
}

static void
pl_notifier_class_init (PlNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = pl_notifier_dispose;
  object_class->finalize = pl_notifier_finalize;

  signals[TOLD] = g_signal_new ("told", PL_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, PL_TYPE_NOTICE);
}

static void
pl_notifier_init (PlNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = pl_settings_open ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed", G_CALLBACK (update_watcher), self, G_CONNECT_SWAPPED);
}

PlNotifier *
pl_notifier_new (GApplication *application)
{
  PlNotifier *self = g_object_new (PL_TYPE_NOTIFIER, NULL);

  self->application = application;

  return self;
}

void
pl_notifier_set_session (PlNotifier *self,
                         PlSession  *session)
{
  g_return_if_fail (PL_IS_NOTIFIER (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    {
      PlWatcher *watcher = pl_session_get_watcher (self->session);

      g_signal_handlers_disconnect_by_func (watcher, due_cb, self);
      pl_watcher_set_mode (watcher, PL_WATCH_OFF);
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_object (&self->board);

  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  self->board = pl_session_create_notice_board (session);
  g_signal_connect_object (pl_session_get_watcher (session), "due", G_CALLBACK (due_cb), self, 0);
  update_watcher (self);
}

void
pl_notifier_set_attentive (PlNotifier *self,
                           gboolean    attentive)
{
  g_return_if_fail (PL_IS_NOTIFIER (self));

  if (self->attentive == attentive)
    return;

  self->attentive = attentive;
  update_watcher (self);
}

void
pl_notifier_set_discreet (PlNotifier *self,
                          gboolean    discreet)
{
  g_return_if_fail (PL_IS_NOTIFIER (self));

  if (self->discreet == discreet)
    return;

  self->discreet = discreet;
  /* Nothing was marked as shown meanwhile. */
  if (!discreet)
    tell (self);
}
