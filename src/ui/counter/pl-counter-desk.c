/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that is pressed and typed, so that the customer's screen has none of it. */
#include "config.h"

#include "pl-counter-desk.h"

#include <glib/gi18n.h>

#include "pl-counter-text.h"
#include "ui/parts/pl-bidi.h"
#include "ui/parts/pl-format.h"

struct _PlCounterDesk
{
  PlCounterSideWindow  parent_instance;

  PlEnvironmentBar    *environment_bar; /* (unowned) template, as all below */
  GtkWidget           *late_box;
  GtkStack            *stack;
  PlCounterAmount     *amount;
  GtkImage            *icon;
  GtkSpinner          *spinner;
  GtkLabel            *title;
  GtkLabel            *amount_label;
  GtkLabel            *reference;
  GtkLabel            *body;
  GtkWidget           *decisions;
  GtkWidget           *next_button;
  GtkWidget           *again_button;
  GtkWidget           *other_button;
  GtkWidget           *restart_button;
};

G_DEFINE_FINAL_TYPE (PlCounterDesk, pl_counter_desk, PL_TYPE_COUNTER_SIDE_WINDOW)

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static const char *
get_body (PlCounterRound *round)
{
  switch (pl_counter_round_get_state (round))
    {
    case PL_ROUND_OPEN:
      return pl_counter_text_note (round) != NULL
             ? pl_counter_text_note (round) : _("As soon as it is paid, that stands here and on the other screen.");
    case PL_ROUND_PAID:
    case PL_ROUND_HELD:
      return "";
    case PL_ROUND_PENDING:
      return _("The bank has not sent the money yet.");
    case PL_ROUND_PREPARING:
    case PL_ROUND_WAITING:
    case PL_ROUND_UNSURE:
    case PL_ROUND_REFUSED:
    case PL_ROUND_NO_ADDRESS:
    case PL_ROUND_DIFFERENT:
    case PL_ROUND_PART:
    case PL_ROUND_UNPAID:
    case PL_ROUND_EXPIRED:
    case PL_ROUND_OFF:
    default:
      return pl_counter_text_body (pl_counter_round_get_state (round));
    }
}

static void
show_round (PlCounterDesk  *self,
            PlCounterRound *round,
            gboolean        repeats)
{
  const PlRoundState  state = pl_counter_round_get_state (round);
  const gboolean      settled = pl_counter_round_is_settled (round);
  const gboolean      refused = state == PL_ROUND_REFUSED;
  const gboolean      open = state == PL_ROUND_OPEN;
  PayrocLink         *link = pl_counter_round_get_link (round);
  GtkWidget          *button = refused ? self->again_button : settled ? self->next_button : self->restart_button;
  const gboolean      same = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "round") == 0
                             && gtk_widget_get_visible (button);
  g_autofree char    *paid = pl_counter_text_paid (round);
  g_autofree char    *amount = paid == NULL && link != NULL ? pl_format_amount (link) : NULL;
  g_autofree char    *reference = pl_bidi_isolate (pl_counter_round_get_reference (round));
  g_autofree char    *reason = pl_counter_text_reason (round);
  g_autofree char    *part = pl_counter_text_part (round);
  const char         *style = pl_counter_text_style (state);

  gtk_image_set_from_icon_name (self->icon, open ? "pl-open-symbolic" : pl_counter_text_icon (state));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), open || settled);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { style, NULL });
  gtk_spinner_set_spinning (self->spinner, !open && !settled);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), !open && !settled);
  set_text (self->title, open ? _("The Customer Sees the Code") : pl_counter_text_title (state));
  set_text (self->amount_label, paid != NULL ? paid : amount);
  set_text (self->reference, reference);
  set_text (self->body, reason != NULL ? reason : part != NULL ? part : get_body (round));

  gtk_widget_set_visible (self->next_button, button == self->next_button);
  gtk_widget_set_visible (self->again_button, button == self->again_button);
  gtk_widget_set_visible (self->other_button, refused || (settled && repeats));
  gtk_widget_set_visible (self->restart_button, button == self->restart_button);
  gtk_widget_set_visible (self->decisions, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "round");
  gtk_window_set_default_widget (GTK_WINDOW (self), settled ? button : NULL);
  if (!same)
    gtk_widget_grab_focus (button);
}

static void
show_amount (PlCounterDesk *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "amount") == 0
      && gtk_window_get_default_widget (GTK_WINDOW (self)) != NULL)
    return;

  pl_counter_amount_begin (self->amount);
  gtk_widget_set_visible (self->decisions, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "amount");
  gtk_window_set_default_widget (GTK_WINDOW (self), pl_counter_amount_get_button (self->amount));
  gtk_widget_grab_focus (pl_counter_amount_get_entry (self->amount));
}

static void
pl_counter_desk_update (PlCounterSideWindow *side,
                        PlCounterTill       *till)
{
  PlCounterDesk  *self = PL_COUNTER_DESK (side);
  PlCounterRound *round = pl_counter_till_get_round (till);

  if (round != NULL)
    show_round (self, round, pl_counter_till_repeats (till));
  else
    show_amount (self);
}

static void
pl_counter_desk_update_late (PlCounterSideWindow *side,
                             gboolean             paid)
{
  gtk_widget_set_visible (PL_COUNTER_DESK (side)->late_box, paid);
}

static void
pl_counter_desk_class_init (PlCounterDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  PL_COUNTER_SIDE_WINDOW_CLASS (klass)->update = pl_counter_desk_update;
  PL_COUNTER_SIDE_WINDOW_CLASS (klass)->update_late = pl_counter_desk_update_late;

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-counter-desk.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlCounterDesk, child)
  BIND (environment_bar);
  BIND (late_box);
  BIND (stack);
  BIND (amount);
  BIND (icon);
  BIND (spinner);
  BIND (title);
  BIND (amount_label);
  BIND (reference);
  BIND (body);
  BIND (decisions);
  BIND (next_button);
  BIND (again_button);
  BIND (other_button);
  BIND (restart_button);
#undef BIND
}

static void
pl_counter_desk_init (PlCounterDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_counter_desk_new (GtkApplication *application,
                     PlCounterTill  *till)
{
  PlCounterDesk *self;

  g_return_val_if_fail (PL_IS_COUNTER_TILL (till), NULL);

  self = g_object_new (PL_TYPE_COUNTER_DESK, "application", application, NULL);
  pl_counter_side_window_set_till (PL_COUNTER_SIDE_WINDOW (self), till, self->environment_bar, self->amount);

  return GTK_WIDGET (self);
}
