/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turned to a stranger: no list, no other link, no name of an account, no toast, a title that says nothing. */
#include "config.h"

#include "pl-counter-window.h"

#include <glib/gi18n.h>

#include "pl-counter-code.h"
#include "pl-counter-text.h"
#include "ui/parts/pl-error-text.h"

/* Narrower than that, letters are smaller. */
#define WIDE 720

struct _PlCounterWindow
{
  PlCounterSideWindow  parent_instance;

  gboolean             apart;   /* the merchant has a screen of their own, with all that is to be pressed */
  guint                cookie;  /* while the screen is kept awake */
  guint                shape_source;
  const char          *end_style; /* (nullable) static */

  PlEnvironmentBar    *environment_bar; /* (unowned) template, as all below */
  GtkWidget           *controls;
  GtkWidget           *restart_button;
  GtkWidget           *late_button;
  GtkStack            *stack;
  PlCounterAmount     *amount;
  GtkWidget           *wait_box;
  GtkSpinner          *spinner;
  GtkLabel            *wait_title;
  GtkLabel            *wait_body;
  PlCounterCode       *code;
  GtkWidget           *end_box;
  GtkImage            *end_icon;
  GtkLabel            *end_title;
  GtkLabel            *end_amount;
  GtkLabel            *end_body;
  GtkWidget           *end_buttons;
  GtkWidget           *next_button;
  GtkWidget           *again_button;
  GtkWidget           *other_button;
};

G_DEFINE_FINAL_TYPE (PlCounterWindow, pl_counter_window, PL_TYPE_COUNTER_SIDE_WINDOW)

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
  if (same && gtk_window_get_focus (GTK_WINDOW (self)) != NULL)
    return;

  gtk_widget_grab_focus (focus);
  /* The customer is not to wonder about a frame around all they see; the next key shows it. */
  gtk_window_set_focus_visible (GTK_WINDOW (self), GTK_IS_BUTTON (focus));
}

static void
show_code (PlCounterWindow *self,
           PlCounterRound  *round)
{
  pl_counter_code_show (self->code, pl_counter_round_get_link (round), pl_counter_text_note (round));
  show_page (self, "code", GTK_WIDGET (self->code), NULL);
}

static void
show_wait (PlCounterWindow *self,
           PlRoundState     state)
{
  gtk_spinner_set_spinning (self->spinner, TRUE);
  gtk_label_set_text (self->wait_title, pl_counter_text_title (state));
  gtk_label_set_text (self->wait_body, pl_counter_text_body (state));
  show_page (self, "wait", self->wait_box, NULL);
}

static void
show_end (PlCounterWindow *self,
          PlCounterRound  *round,
          gboolean         repeats)
{
  const PlRoundState  state = pl_counter_round_get_state (round);
  const gboolean      refused = state == PL_ROUND_REFUSED;
  GtkWidget          *button = refused ? self->again_button : self->next_button;
  g_autofree char    *reason = self->apart ? NULL : pl_counter_text_reason (round);
  g_autofree char    *part = pl_counter_text_part (round);
  g_autofree char    *paid = pl_counter_text_paid (round);
  const char         *style = pl_counter_text_style (state);

  gtk_image_set_from_icon_name (self->end_icon, pl_counter_text_icon (state));
  if (self->end_style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->end_icon), self->end_style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->end_icon), style);
  self->end_style = style;
  gtk_label_set_text (self->end_title, pl_counter_text_title (state));
  pl_counter_text_show_amount (self->end_amount, pl_counter_round_get_link (round), paid);
  gtk_label_set_text (self->end_body, reason != NULL ? reason : part != NULL ? part : pl_counter_text_body (state));
  gtk_widget_set_visible (self->end_buttons, !self->apart);
  gtk_widget_set_visible (self->next_button, !refused);
  gtk_widget_set_visible (self->again_button, refused);
  gtk_widget_set_visible (self->other_button, refused || repeats);
  show_page (self, "end", self->apart ? self->end_box : button, self->apart ? NULL : button);
}

/* Between two customers: what is being typed is the merchant's business. */
static void
show_idle (PlCounterWindow *self)
{
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_label_set_text (self->wait_title, pl_counter_text_title (PL_ROUND_PREPARING));
  gtk_label_set_text (self->wait_body, "");
  show_page (self, "wait", self->wait_box, NULL);
}

static void
show_amount (PlCounterWindow *self)
{
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "amount") != 0)
    pl_counter_amount_begin (self->amount);
  show_page (self, "amount", pl_counter_amount_get_entry (self->amount), pl_counter_amount_get_button (self->amount));
}

static void
pl_counter_window_update (PlCounterSideWindow *side,
                          PlCounterTill       *till)
{
  PlCounterWindow    *self = PL_COUNTER_WINDOW (side);
  PlCounterRound     *round = pl_counter_till_get_round (till);
  const PlRoundState  state = round != NULL ? pl_counter_round_get_state (round) : PL_ROUND_PREPARING;

  gtk_widget_set_visible (self->controls, !self->apart);
  if (round == NULL && self->apart)
    show_idle (self);
  else if (round == NULL)
    show_amount (self);
  else if (state == PL_ROUND_OPEN)
    show_code (self, round);
  else if (pl_counter_round_is_settled (round))
    show_end (self, round, pl_counter_till_repeats (till));
  else
    show_wait (self, state);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), gtk_spinner_get_spinning (self->spinner));
}

static void
pl_counter_window_update_late (PlCounterSideWindow *side,
                               gboolean             paid)
{
  gtk_widget_set_visible (PL_COUNTER_WINDOW (side)->late_button, paid);
}

/* The larger the text, the less of it fits. */
static double
get_text_scale (PlCounterWindow *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? dpi / 1024.0 / 96.0 : 1.0;
}

static gboolean
shape_cb (gpointer user_data)
{
  PlCounterWindow *self = user_data;
  const int        width = gtk_widget_get_width (GTK_WIDGET (self));
  const int        height = gtk_widget_get_height (GTK_WIDGET (self));

  const double     wide = WIDE * get_text_scale (self);

  self->shape_source = 0;
  if (width >= wide && height >= wide * 2 / 3)
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
pl_counter_window_dispose (GObject *object)
{
  PlCounterWindow *self = PL_COUNTER_WINDOW (object);

  g_clear_handle_id (&self->shape_source, g_source_remove);

  G_OBJECT_CLASS (pl_counter_window_parent_class)->dispose (object);
}

static void
pl_counter_window_class_init (PlCounterWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pl_counter_window_dispose;
  widget_class->size_allocate = pl_counter_window_size_allocate;
  widget_class->map = pl_counter_window_map;
  widget_class->unmap = pl_counter_window_unmap;
  PL_COUNTER_SIDE_WINDOW_CLASS (klass)->update = pl_counter_window_update;
  PL_COUNTER_SIDE_WINDOW_CLASS (klass)->update_late = pl_counter_window_update_late;

  g_type_ensure (PL_TYPE_COUNTER_CODE);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-counter-window.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, PlCounterWindow, child)
  BIND (environment_bar);
  BIND (controls);
  BIND (restart_button);
  BIND (late_button);
  BIND (stack);
  BIND (amount);
  BIND (wait_box);
  BIND (spinner);
  BIND (wait_title);
  BIND (wait_body);
  BIND (code);
  BIND (end_box);
  BIND (end_icon);
  BIND (end_title);
  BIND (end_amount);
  BIND (end_body);
  BIND (end_buttons);
  BIND (next_button);
  BIND (again_button);
  BIND (other_button);
#undef BIND
}

static void
pl_counter_window_init (PlCounterWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
pl_counter_window_new (GtkApplication *application,
                       PlCounterTill  *till)
{
  PlCounterWindow *self;

  g_return_val_if_fail (PL_IS_COUNTER_TILL (till), NULL);

  self = g_object_new (PL_TYPE_COUNTER_WINDOW, "application", application, NULL);
  pl_counter_side_window_set_till (PL_COUNTER_SIDE_WINDOW (self), till, self->environment_bar, self->amount);

  return GTK_WIDGET (self);
}

void
pl_counter_window_set_apart (PlCounterWindow *self,
                             gboolean         apart)
{
  g_return_if_fail (PL_IS_COUNTER_WINDOW (self));

  self->apart = apart;
  pl_counter_side_window_update (PL_COUNTER_SIDE_WINDOW (self));
}
