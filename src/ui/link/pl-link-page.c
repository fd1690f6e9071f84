/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows at once what is stored of the link, then asks Payroc; what came from a server is shown as text, and only a
 * safe address is ever opened. */
#include "config.h"

#include "pl-link-page.h"

#include <glib/gi18n.h>

#include "core/pl-today.h"
#include "ui/paper/pl-paper-dialog.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-environment-bar.h"
#include "ui/parts/pl-error-text.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-menu-fit.h"
#include "ui/parts/pl-scroll-anchor.h"
#include "ui/parts/pl-title.h"
#include "ui/parts/pl-toaster.h"
#include "pl-address-group.h"
#include "ui/share/pl-hand-over-actions.h"
#include "pl-hand-over-group.h"
#include "pl-link-actions.h"
#include "pl-link-details-list.h"
#include "pl-link-head.h"
#include "pl-link-lists.h"
#include "pl-link-notes.h"
#include "pl-old-address-row.h"
#include "pl-payment-row.h"
#include "pl-payments-text.h"
#include "pl-send-again.h"
#include "pl-sharing-row.h"

struct _PlLinkPage
{
  AdwBin               parent_instance;

  PlSession           *session;         /* (owned) (nullable) */
  char                *link_id;         /* (owned) (nullable) */
  gboolean             folded;
  PlLinkDetails       *details;         /* (owned) (nullable) */
  GSignalGroup        *details_signals; /* (owned) */
  GSignalGroup        *payments_signals; /* (owned) */
  GSignalGroup        *history_signals; /* (owned) */
  GSignalGroup        *feed_signals;    /* (owned) */
  GSignalGroup        *session_signals; /* (owned) */
  GCancellable        *cancellable;     /* (owned) (nullable) of reading this link */
  gboolean             is_outdated;     /* something was learnt of the link while it was being read */

  PlTitle             *title;           /* (unowned) template, as all below */
  GtkSpinner          *spinner;
  PlEnvironmentBar    *environment_bar;
  GtkStack            *stack;
  AdwStatusPage       *missing_page;
  GtkScrolledWindow   *scrolled_window;
  GtkWidget           *content;
  PlLinkNotes         *notes;
  PlLinkHead          *head;
  PlAddressGroup      *address_group;
  AdwPreferencesGroup *payments_group;
  GtkListBox          *payments;
  GtkLabel            *no_payment;
  AdwPreferencesGroup *sharing_group;
  GtkListBox          *sharing;
  GtkWidget           *not_sent;
  GtkListBox          *details_list;
  PlHandOverGroup     *hand_over_group;
  GtkWidget           *history_group;
  GtkListBox          *history;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_LINK_ID,
  PROP_FOLDED,
} PlLinkPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

G_DEFINE_FINAL_TYPE (PlLinkPage, pl_link_page, ADW_TYPE_BIN)

static PayrocLink *
get_link (PlLinkPage *self)
{
  return self->details != NULL ? pl_link_details_get_link (self->details) : NULL;
}

static void
update_no_payment (PlLinkPage *self)
{
  PayrocLink *link = get_link (self);

  if (link != NULL)
    gtk_label_set_text (self->no_payment, pl_payments_text_none (payroc_link_get_status (link),
                                                                 pl_link_details_get_as_of (self->details)));
}

static void
update_link (PlLinkPage *self)
{
  PayrocLink      *link = get_link (self);
  g_autofree char *reference = NULL;
  PlScrollAnchor   anchor;
  GDate            today;

  pl_scroll_anchor_drop (&anchor, self->scrolled_window, self->content);
  pl_link_actions_update (GTK_WIDGET (self), link);
  if (link == NULL)
    {
      g_object_set (self->title, "title", NULL, NULL);
      return;
    }

  pl_format_today (&today);
  reference = pl_bidi_isolate (payroc_link_get_reference (link));
  g_object_set (self->title, "title", reference, NULL);
  pl_link_head_show (self->head, self->details);
  pl_address_group_set_link (self->address_group, link);
  pl_link_details_list_fill (self->details_list, link, &today);
  update_no_payment (self);
  gtk_stack_set_visible_child_name (self->stack, "link");
  pl_scroll_anchor_weigh (&anchor);
}

static void
update_payments (PlLinkPage *self)
{
  if (self->details == NULL)
    return;

  pl_link_lists_describe (self->details, self->payments_group, GTK_WIDGET (self->no_payment), self->sharing_group,
                          self->not_sent);
  update_no_payment (self);
  /* What became of the money is part of its state. */
  pl_link_head_show (self->head, self->details);
}

static void
update_history (PlLinkPage *self)
{
  GListModel *addresses = self->details != NULL ? pl_link_details_get_old_addresses (self->details) : NULL;

  gtk_widget_set_visible (self->history_group, addresses != NULL && g_list_model_get_n_items (addresses) > 0);
  if (self->details == NULL)
    return;

  /* Which of its mails lead nowhere now. */
  for (int i = 0; gtk_list_box_get_row_at_index (self->sharing, i) != NULL; i++)
    pl_sharing_row_set_address_ended (PL_SHARING_ROW (gtk_list_box_get_row_at_index (self->sharing, i)),
                                      pl_link_details_get_address_ended_at (self->details));
}

static void
show_error (PlLinkPage   *self,
            const GError *error)
{
  g_autofree char *body = NULL;
  g_autofree char *escaped = NULL;

  if (get_link (self) != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  body = pl_error_text_body (error, PL_WORK_READ);
  escaped = g_markup_escape_text (body, -1);
  adw_status_page_set_description (self->missing_page, escaped);
  gtk_stack_set_visible_child_name (self->stack, "missing");
}

static void
update_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (PlLinkPage) self = user_data;
  g_autoptr (GError)     error = NULL;

  /* The window says once, for all pages, that Payroc is not reached; here only that there is nothing to show. */
  if (!pl_link_details_update_finish (PL_LINK_DETAILS (source), result, &error))
    show_error (self, error);
}

static void
ask_again (PlLinkPage *self)
{
  if (self->details != NULL && !pl_link_details_get_loading (self->details))
    pl_link_details_update_async (self->details, self->cancellable, update_cb, g_object_ref (self));
}

static void
update_loading (PlLinkPage *self)
{
  const gboolean loading = self->details != NULL && pl_link_details_get_loading (self->details);

  gtk_spinner_set_spinning (self->spinner, loading);
  if (loading || !self->is_outdated)
    return;

  self->is_outdated = FALSE;
  ask_again (self);
}

static void
load_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (PlLinkPage) self = user_data;
  g_autoptr (GError)     error = NULL;

  pl_link_details_load_finish (PL_LINK_DETAILS (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    pl_link_details_update_async (self->details, self->cancellable, update_cb, g_object_ref (self));
}

static GtkWidget *
create_payment_row_cb (gpointer item,
                       gpointer user_data)
{
  return pl_payment_row_new (item);
}

static GtkWidget *
create_sharing_row_cb (gpointer item,
                       gpointer user_data)
{
  PlLinkPage *self = user_data;
  GtkWidget  *row = pl_sharing_row_new (item);

  pl_sharing_row_set_address_ended (PL_SHARING_ROW (row), pl_link_details_get_address_ended_at (self->details));

  return row;
}

static GtkWidget *
create_history_row_cb (gpointer item,
                       gpointer user_data)
{
  return pl_old_address_row_new (item);
}

static void
show_lists (PlLinkPage *self)
{
  PlLinkDetails *details = self->details;
  GListModel    *payments = details != NULL ? pl_link_details_get_payments (details) : NULL;
  GListModel    *sharing = details != NULL ? pl_link_details_get_sharing (details) : NULL;
  GListModel    *addresses = details != NULL ? pl_link_details_get_old_addresses (details) : NULL;

  gtk_list_box_bind_model (self->payments, payments, create_payment_row_cb, NULL, NULL);
  gtk_list_box_bind_model (self->sharing, sharing, create_sharing_row_cb, self, NULL);
  pl_link_head_set_details (self->head, details);
  pl_hand_over_group_set_details (self->hand_over_group, details);
  pl_link_notes_set_details (self->notes, self->session, details);
  gtk_list_box_bind_model (self->history, addresses, create_history_row_cb, NULL, NULL);
  g_signal_group_set_target (self->payments_signals, payments);
  g_signal_group_set_target (self->history_signals, addresses);
}

static void
read_details (PlLinkPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->details);
  self->is_outdated = FALSE;

  if (self->session != NULL && self->link_id != NULL)
    {
      self->cancellable = g_cancellable_new ();
      self->details = pl_session_create_details (self->session, self->link_id);
      pl_link_details_load_async (self->details, self->cancellable, load_cb, g_object_ref (self));
    }
  g_signal_group_set_target (self->details_signals, self->details);
  show_lists (self);

  gtk_stack_set_visible_child_name (self->stack, "reading");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
  update_link (self);
  update_payments (self);
  update_history (self);
  update_loading (self);
}

/* The page may have been opened before there was a key, or the practice server, to ask with. */
static void
session_state_cb (PlLinkPage *self)
{
  if (pl_session_get_state (self->session) == PL_SESSION_READY)
    ask_again (self);
}

/* Paid, shared or changed elsewhere in Paylinks: what hangs on the link is asked for anew. */
static void
feed_changed_cb (PlLinkPage *self,
                 GArray     *changes)
{
  PayrocLink         *shown = get_link (self);
  const PlLinkChange *change = shown != NULL ? pl_link_changes_find (changes, self->link_id) : NULL;

  if (change == NULL || change->link == shown)
    return;

  /* What is on its way was asked before that. */
  self->is_outdated = pl_link_details_get_loading (self->details);
  ask_again (self);
}

/* What the window does about the link: the action's name begins with "link." here and with "win." there. */
static const struct
{
  const char *own;
  const char *window;
} window_actions[] = {
  { "link.share", "win.share" },
  { "link.edit", "win.edit-link" },
  { "link.edit-last-day", "win.edit-last-day" },
  { "link.duplicate", "win.duplicate-link" },
  { "link.save-template", "win.save-template" },
  { "link.export-payments", "win.export-payments" },
  { "link.switch-off", "win.switch-off" },
  { "link.counter", "win.show-at-counter" },
};

static void
window_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    {
      if (g_str_equal (window_actions[i].own, action_name))
        gtk_widget_activate_action (widget, window_actions[i].window, "s", PL_LINK_PAGE (widget)->link_id);
    }
}

static void
send_again_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  PlLinkPage *self = PL_LINK_PAGE (widget);

  pl_send_again_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->details,
                         g_variant_get_string (parameter, NULL));
}

static void
update_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  ask_again (PL_LINK_PAGE (widget));
}

static const struct
{
  const char *name;
  void      (*hand_over) (GtkWidget     *widget,
                          PlSession     *session,
                          PlLinkDetails *details);
} hand_over_actions[] = {
  { "link.copy-text", pl_hand_over_copy_text },
  { "link.open-mail", pl_hand_over_open_mail },
  { "link.show-button", pl_hand_over_show_button },
};

static void
hand_over_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  PlLinkPage *self = PL_LINK_PAGE (widget);

  for (guint i = 0; i < G_N_ELEMENTS (hand_over_actions); i++)
    {
      if (g_str_equal (hand_over_actions[i].name, action_name))
        hand_over_actions[i].hand_over (widget, self->session, self->details);
    }
}

static void
paper_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  PlLinkPage *self = PL_LINK_PAGE (widget);
  GtkWidget  *dialog = pl_paper_dialog_new (self->session, self->details);

  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (widget)));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
follow_session (PlLinkPage *self)
{
  PlAccount  *account = self->session != NULL ? pl_session_get_account (self->session) : NULL;
  PlLinkFeed *feed = self->session != NULL ? pl_session_get_feed (self->session) : NULL;

  g_object_set (self->environment_bar, "account", account, NULL);
  g_signal_group_set_target (self->feed_signals, feed);
  g_signal_group_set_target (self->session_signals, self->session);
}

static void
pl_link_page_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  PlLinkPage *self = PL_LINK_PAGE (object);

  switch ((PlLinkPageProperty) property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_LINK_ID:
      g_value_set_string (value, self->link_id);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_link_page_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  PlLinkPage *self = PL_LINK_PAGE (object);

  switch ((PlLinkPageProperty) property_id)
    {
    case PROP_SESSION:
      if (!g_set_object (&self->session, g_value_get_object (value)))
        return;
      follow_session (self);
      read_details (self);
      break;
    case PROP_LINK_ID:
      if (g_strcmp0 (self->link_id, g_value_get_string (value)) == 0)
        return;
      g_free (self->link_id);
      self->link_id = g_value_dup_string (value);
      read_details (self);
      break;
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        return;
      self->folded = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }

  g_object_notify_by_pspec (object, pspec);
}

static void
pl_link_page_unroot (GtkWidget *widget)
{
  g_cancellable_cancel (PL_LINK_PAGE (widget)->cancellable);

  GTK_WIDGET_CLASS (pl_link_page_parent_class)->unroot (widget);
}

static void
pl_link_page_dispose (GObject *object)
{
  PlLinkPage *self = PL_LINK_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->details_signals);
  g_clear_object (&self->payments_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->feed_signals);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->details);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_link_page_parent_class)->dispose (object);
}

static void
pl_link_page_finalize (GObject *object)
{
  PlLinkPage *self = PL_LINK_PAGE (object);

  g_free (self->link_id);

  G_OBJECT_CLASS (pl_link_page_parent_class)->finalize (object);
}

static void
pl_link_page_class_init (PlLinkPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_link_page_get_property;
  object_class->set_property = pl_link_page_set_property;
  object_class->dispose = pl_link_page_dispose;
  object_class->finalize = pl_link_page_finalize;
  widget_class->unroot = pl_link_page_unroot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION, flags);
  properties[PROP_LINK_ID] = g_param_spec_string ("link-id", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_class_install_action (widget_class, window_actions[i].own, NULL, window_action);
  gtk_widget_class_install_action (widget_class, "link.send-again", "s", send_again_action);
  gtk_widget_class_install_action (widget_class, "link.update", NULL, update_action);
  for (guint i = 0; i < G_N_ELEMENTS (hand_over_actions); i++)
    gtk_widget_class_install_action (widget_class, hand_over_actions[i].name, NULL, hand_over_action);
  gtk_widget_class_install_action (widget_class, "link.paper", NULL, paper_action);
  g_type_ensure (PL_TYPE_ADDRESS_GROUP);
  g_type_ensure (PL_TYPE_ENVIRONMENT_BAR);
  g_type_ensure (PL_TYPE_HAND_OVER_GROUP);
  g_type_ensure (PL_TYPE_TITLE);
  g_type_ensure (PL_TYPE_LINK_HEAD);
  g_type_ensure (PL_TYPE_LINK_NOTES);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-link-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, pl_menu_fit_watch);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, title);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, environment_bar);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, missing_page);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, notes);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, head);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, address_group);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, hand_over_group);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, history_group);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, history);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, payments_group);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, payments);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, no_payment);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, content);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, sharing_group);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, sharing);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, not_sent);
  gtk_widget_class_bind_template_child (widget_class, PlLinkPage, details_list);
}

static void
pl_link_page_init (PlLinkPage *self)
{
  self->details_signals = g_signal_group_new (PL_TYPE_LINK_DETAILS);
  g_signal_group_connect_swapped (self->details_signals, "notify::link", G_CALLBACK (update_link), self);
  g_signal_group_connect_swapped (self->details_signals, "notify::as-of", G_CALLBACK (update_payments), self);
  g_signal_group_connect_swapped (self->details_signals, "notify::loading", G_CALLBACK (update_loading), self);
  self->payments_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->payments_signals, "items-changed", G_CALLBACK (update_payments), self);
  self->history_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->history_signals, "items-changed", G_CALLBACK (update_history), self);
  self->feed_signals = g_signal_group_new (PL_TYPE_LINK_FEED);
  g_signal_group_connect_swapped (self->feed_signals, "changed", G_CALLBACK (feed_changed_cb), self);
  self->session_signals = g_signal_group_new (PL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state", G_CALLBACK (session_state_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (pl_today_get_default (), "changed", G_CALLBACK (update_link), self, G_CONNECT_SWAPPED);
  update_link (self);
}
