/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turned to a stranger: no list, no other link, no name of an account, no toast, a title that says nothing. */
#include "config.h"

#include "pl-counter-window.h"

#include <glib/gi18n.h>

#include "core/counter/pl-counter-round.h"
#include "payroc/payroc-error.h"
#include "pl-counter-code.h"
#include "pl-counter-monitor.h"
#include "pl-counter-text.h"
#include "ui/create/pl-draft-defaults.h"
#include "ui/parts/pl-amount-entry.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"

/* Narrower than that, letters are smaller; for a screen on edge, the code stands above its words. */
#define WIDE 720

struct _PlCounterWindow
{
  AdwWindow         parent_instance;

  PlSession        *session; /* (owned) */
  PayrocLink       *offer;   /* (owned) (nullable) what each customer pays */
  PlCounterRound   *round;   /* (owned) (nullable) the customer of now */
  char             *key;     /* (owned) the next round's, however often its button is pressed */
  GdkMonitor       *monitor; /* (owned) (nullable) */
  guint             cookie;  /* while the screen is kept awake */
  guint             shape_source;
  const char       *end_style; /* (nullable) static */

  PlEnvironmentBar *environment_bar; /* (unowned) template, as all below */
  GtkWidget        *restart_button;
  GtkWidget        *screen_button;
  GtkStack         *stack;
  PlAmountEntry    *amount_entry;
  GtkLabel         *amount_error;
  GtkWidget        *show_button;
  GtkWidget        *wait_box;
  GtkLabel         *wait_title;
  GtkLabel         *wait_body;
  PlCounterCode    *code;
  GtkImage         *end_icon;
  GtkLabel         *end_title;
  GtkLabel         *end_amount;
  GtkLabel         *end_body;
  GtkWidget        *next_button;
  GtkWidget        *other_button;
};

typedef enum
{
  PROP_MONITOR = 1,
} PlCounterWindowProperty;

static GParamSpec *properties[PROP_MONITOR + 1];

G_DEFINE_FINAL_TYPE (PlCounterWindow, pl_counter_window, ADW_TYPE_WINDOW)

static gboolean
takes_many (PlCounterWindow *self)
{
  return self->offer != NULL && payroc_link_get_kind (self->offer) != PAYROC_LINK_KIND_SINGLE_USE;
}

/* A key that was pressed twice must not reach what comes next: where nothing is to be pressed, the page itself has the
 * focus. */
static void
show_page (PlCounterWindow *self,
           const char      *name,
           GtkWidget       *focus,
           GtkWidget       *suggested)
{
  const gboolean same = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), name) == 0;

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_window_set_default_widget (GTK_WINDOW (self), suggested);
  gtk_widget_set_visible (self->restart_button, g_str_equal (name, "code") || g_str_equal (name, "wait"));
  /* The first page is the stack's own choice: nothing has the focus yet. */
  if (!same || gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_grab_focus (focus);
}

static void
show_code (PlCounterWindow *self,
           PayrocLink      *link)
{
  pl_counter_code_show (self->code, link, pl_counter_round_is_blind (self->round));
  show_page (self, "code", GTK_WIDGET (self->code), NULL);
}

static void
show_wait (PlCounterWindow *self,
           PlRoundState     state)
{
  gtk_label_set_text (self->wait_title, pl_counter_text_title (state));
  gtk_label_set_text (self->wait_body, pl_counter_text_body (state));
  show_page (self, "wait", self->wait_box, NULL);
}

static void
show_end (PlCounterWindow *self,
          PlRoundState     state)
{
  PayrocLink      *link = pl_counter_round_get_link (self->round);
  const GError    *error = pl_counter_round_get_error (self->round);
  g_autofree char *reason = state == PL_ROUND_REFUSED && error != NULL ? pl_error_text_body (error, PL_WORK_CREATE)
                                                                       : NULL;
  const char      *style = pl_counter_text_style (state);

  gtk_image_set_from_icon_name (self->end_icon, pl_counter_text_icon (state));
  if (self->end_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->end_icon), self->end_style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->end_icon), style);
  self->end_style = style;
  gtk_label_set_text (self->end_title, pl_counter_text_title (state));
  pl_counter_text_show_amount (self->end_amount, link);
  gtk_label_set_text (self->end_body, reason != NULL ? reason : pl_counter_text_body (state));
  gtk_widget_set_visible (self->other_button, self->offer != NULL && !takes_many (self)
                                              && payroc_link_get_amount (self->offer) != NULL);
  show_page (self, "end", self->next_button, self->next_button);
}

static void
round_cb (PlCounterWindow *self)
{
  const PlRoundState state = pl_counter_round_get_state (self->round);

  switch (state)
    {
    case PL_ROUND_PREPARING:
    case PL_ROUND_WAITING:
    case PL_ROUND_UNSURE:
      show_wait (self, state);
      break;
    case PL_ROUND_OPEN:
      show_code (self, pl_counter_round_get_link (self->round));
      break;
    case PL_ROUND_REFUSED:
    case PL_ROUND_NO_ADDRESS:
    case PL_ROUND_PAID:
    case PL_ROUND_HELD:
    case PL_ROUND_PENDING:
    case PL_ROUND_EXPIRED:
    case PL_ROUND_OFF:
    default:
      show_end (self, state);
      break;
    }
}

static void
end_round (PlCounterWindow *self)
{
  if (self->round == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->round, round_cb, self);
  pl_counter_round_end (self->round);
  g_clear_object (&self->round);
}

/* Takes round. */
static void
begin_round (PlCounterWindow *self,
             PlCounterRound  *round)
{
  end_round (self);
  g_free (self->key);
  self->key = g_uuid_string_random ();
  self->round = round;
  g_signal_connect_object (round, "changed", G_CALLBACK (round_cb), self, G_CONNECT_SWAPPED);
  round_cb (self);
}

/* (transfer full): without its amount when that is to be typed. */
static PayrocLinkDraft *
create_draft (PlCounterWindow *self)
{
  PlAccount       *account = pl_session_get_account (self->session);
  PayrocLinkDraft *draft = self->offer != NULL ? pl_draft_defaults_new_duplicate (self->offer)
                                               : payroc_link_draft_new ();
  GDate            today;

  pl_format_today (&today);
  pl_draft_defaults_fill (draft, pl_account_get_currency (account), &today);
  pl_draft_defaults_fill_order_number (draft, &today);

  return draft;
}

static void
show_amount_error (PlCounterWindow *self,
                   GPtrArray       *fields)
{
  const gboolean   wrong = fields != NULL && fields->len > 0;
  g_autofree char *text = wrong ? pl_error_text_field (g_ptr_array_index (fields, 0)) : NULL;

  gtk_label_set_text (self->amount_error, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->amount_error), text != NULL);
}

static void
ask_amount (PlCounterWindow *self)
{
  g_autoptr (PayrocLinkDraft) draft = create_draft (self);

  end_round (self);
  g_object_set (self->amount_entry, "currency", payroc_link_draft_get_currency (draft),
                "amount", payroc_link_draft_get_amount (draft), NULL);
  show_amount_error (self, NULL);
  show_page (self, "amount", GTK_WIDGET (self->amount_entry), self->show_button);
}

/* What is wrong with a draft that nobody can mend here (an offer of long ago, say) is said where the amount is. */
static gboolean
check_draft (PlCounterWindow *self,
             PayrocLinkDraft *draft)
{
  g_autoptr (GPtrArray) errors = NULL;
  GDate                 today;

  pl_format_today (&today);
  errors = payroc_link_draft_validate (draft, &today);
  pl_amount_entry_mend_errors (self->amount_entry, "order.charge", errors);
  if (errors->len == 0)
    return TRUE;

  ask_amount (self);
  show_amount_error (self, errors);

  return FALSE;
}

static void
begin_draft (PlCounterWindow *self,
             PayrocLinkDraft *draft)
{
  begin_round (self, pl_counter_round_new_for_draft (self->session, draft, self->key));
}

static void
show_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlCounterWindow             *self = PL_COUNTER_WINDOW (widget);
  const GError                *error = pl_amount_entry_get_error (self->amount_entry);
  g_autoptr (PayrocLinkDraft)  draft = NULL;
  g_autoptr (GPtrArray)        errors = NULL;
  g_autofree char             *currency = NULL;
  gint64                       amount;
  GDate                        today;

  /* A double click is one click: the first one has left this page. */
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "amount") != 0)
    return;

  if (error != NULL)
    {
      show_amount_error (self, payroc_error_get_fields (error));
      return;
    }

  draft = create_draft (self);
  g_object_get (self->amount_entry, "amount", &amount, "currency", &currency, NULL);
  payroc_link_draft_set_charge_kind (draft, PAYROC_CHARGE_KIND_PRESET);
  payroc_link_draft_set_amount (draft, amount);
  payroc_link_draft_set_currency (draft, currency);

  pl_format_today (&today);
  errors = payroc_link_draft_validate (draft, &today);
  show_amount_error (self, errors);
  if (errors->len == 0)
    begin_draft (self, draft);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlCounterWindow             *self = PL_COUNTER_WINDOW (widget);
  g_autoptr (PayrocLinkDraft)  draft = NULL;

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "end") != 0)
    return;

  if (self->offer == NULL)
    {
      ask_amount (self);
      return;
    }

  if (takes_many (self) && pl_format_is_payable (payroc_link_get_status (self->offer))
      && pl_counter_round_get_state (self->round) != PL_ROUND_EXPIRED
      && pl_counter_round_get_state (self->round) != PL_ROUND_OFF)
    {
      begin_round (self, pl_counter_round_new_for_link (self->session, self->offer));
      return;
    }

  draft = create_draft (self);
  if (check_draft (self, draft))
    begin_draft (self, draft);
}

/* The customer left, or it was the wrong amount: the link that was made stays in the list, and is not watched here. */
static void
restart_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  ask_amount (PL_COUNTER_WINDOW (widget));
}

static void
leave_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
other_screen_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  PlCounterWindow        *self = PL_COUNTER_WINDOW (widget);
  g_autoptr (GdkMonitor)  monitor = pl_counter_monitor_next (gtk_widget_get_display (widget), self->monitor);

  if (monitor == NULL || monitor == self->monitor)
    return;

  pl_counter_monitor_remember (monitor);
  pl_counter_window_show_on (self, monitor);
}

static void
monitors_cb (PlCounterWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  const guint n_monitors = g_list_model_get_n_items (monitors);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "counter.other-screen", n_monitors > 1);
  gtk_widget_set_visible (self->screen_button, n_monitors > 1);
  /* Whoever makes room for it looks again. */
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

static gboolean
shape_cb (gpointer user_data)
{
  PlCounterWindow *self = user_data;
  const int        width = gtk_widget_get_width (GTK_WIDGET (self));
  const int        height = gtk_widget_get_height (GTK_WIDGET (self));

  self->shape_source = 0;
  pl_counter_code_set_orientation (self->code,
                                   width > height ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  if (width >= WIDE && height >= WIDE * 2 / 3)
    gtk_widget_add_css_class (GTK_WIDGET (self), "counter-wide");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "counter-wide");

  return G_SOURCE_REMOVE;
}

/* Not within an allocation: it would begin another. */
static void
pl_counter_window_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (widget);

  GTK_WIDGET_CLASS (pl_counter_window_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->shape_source == 0)
    self->shape_source = g_idle_add (shape_cb, self);
}

static void
pl_counter_window_map (GtkWidget *widget)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (widget);
  GtkApplication  *application = gtk_window_get_application (GTK_WINDOW (widget));

  GTK_WIDGET_CLASS (pl_counter_window_parent_class)->map (widget);

  if (application != NULL && self->cookie == 0)
    self->cookie = gtk_application_inhibit (application, GTK_WINDOW (widget), GTK_APPLICATION_INHIBIT_IDLE,
                                            _("A customer is paying"));
}

static void
pl_counter_window_unmap (GtkWidget *widget)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (widget);
  GtkApplication  *application = gtk_window_get_application (GTK_WINDOW (widget));

  if (application != NULL && self->cookie != 0)
    gtk_application_uninhibit (application, self->cookie);
  self->cookie = 0;

  GTK_WIDGET_CLASS (pl_counter_window_parent_class)->unmap (widget);
}

static void
pl_counter_window_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch ((PlCounterWindowProperty) property_id)
    {
    case PROP_MONITOR:
      g_value_set_object (value, PL_COUNTER_WINDOW (object)->monitor);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_counter_window_dispose (GObject *object)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (object);

  g_clear_handle_id (&self->shape_source, g_source_remove);
  end_round (self);
  g_clear_object (&self->offer);
  g_clear_object (&self->session);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (pl_counter_window_parent_class)->dispose (object);
}

static void
pl_counter_window_finalize (GObject *object)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (object);

  g_free (self->key);

  G_OBJECT_CLASS (pl_counter_window_parent_class)->finalize (object);
}

static void
pl_counter_window_class_init (PlCounterWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = pl_counter_window_get_property;
  object_class->dispose = pl_counter_window_dispose;
  object_class->finalize = pl_counter_window_finalize;
  widget_class->size_allocate = pl_counter_window_size_allocate;
  widget_class->map = pl_counter_window_map;
  widget_class->unmap = pl_counter_window_unmap;

  properties[PROP_MONITOR] = g_param_spec_object ("monitor", NULL, NULL, GDK_TYPE_MONITOR,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "counter.show", NULL, show_action);
  gtk_widget_class_install_action (widget_class, "counter.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "counter.restart", NULL, restart_action);
  gtk_widget_class_install_action (widget_class, "counter.leave", NULL, leave_action);
  gtk_widget_class_install_action (widget_class, "counter.other-screen", NULL, other_screen_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "counter.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "counter.leave", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, 0, "counter.other-screen", NULL);

  g_type_ensure (PL_TYPE_AMOUNT_ENTRY);
  g_type_ensure (PL_TYPE_COUNTER_CODE);
  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-counter-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlCounterWindow, child)
  BIND (environment_bar);
  BIND (restart_button);
  BIND (screen_button);
  BIND (stack);
  BIND (amount_entry);
  BIND (amount_error);
  BIND (show_button);
  BIND (wait_box);
  BIND (wait_title);
  BIND (wait_body);
  BIND (code);
  BIND (end_icon);
  BIND (end_title);
  BIND (end_amount);
  BIND (end_body);
  BIND (next_button);
  BIND (other_button);
#undef BIND
}

static void
pl_counter_window_init (PlCounterWindow *self)
{
  GListModel *monitors;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->key = g_uuid_string_random ();

  monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_signal_connect_object (monitors, "items-changed", G_CALLBACK (monitors_cb), self, G_CONNECT_SWAPPED);
  monitors_cb (self);
}

GtkWidget *
pl_counter_window_new (GtkApplication *application,
                       PlSession      *session,
                       PayrocLink     *link)
{
  PlCounterWindow *self;
  PlAccount       *account;

  g_return_val_if_fail (PL_IS_SESSION (session), NULL);
  g_return_val_if_fail (link == NULL || PAYROC_IS_LINK (link), NULL);

  account = pl_session_get_account (session);
  self = g_object_new (PL_TYPE_COUNTER_WINDOW, "application", application, NULL);
  self->session = g_object_ref (session);
  g_set_object (&self->offer, link);
  g_object_set (self->environment_bar, "account", account, NULL);
  pl_amount_entry_set_own_currency (self->amount_entry, pl_account_get_currency (account));

  if (link != NULL)
    begin_round (self, pl_counter_round_new_for_link (session, link));
  else
    ask_amount (self);

  return GTK_WIDGET (self);
}

void
pl_counter_window_show_on (PlCounterWindow *self,
                           GdkMonitor      *monitor)
{
  g_return_if_fail (PL_IS_COUNTER_WINDOW (self));
  g_return_if_fail (monitor == NULL || GDK_IS_MONITOR (monitor));

  if (monitor != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));

  if (g_set_object (&self->monitor, monitor))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONITOR]);
}

GdkMonitor *
pl_counter_window_get_monitor (PlCounterWindow *self)
{
  g_return_val_if_fail (PL_IS_COUNTER_WINDOW (self), NULL);

  return self->monitor;
}
