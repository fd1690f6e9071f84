/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK breaks no line in a menu, and gives it more than the screen has: choices that are too long are broken here. */
#include "config.h"

#include "pl-menu-fit.h"

#define LEAST_CHARS 8

typedef void (* LabelFunc) (GtkWidget *label,
                            int        limit);

static int
get_natural_width (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
get_char_width (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  const int         width = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);

  return MAX (1, PANGO_PIXELS_CEIL (width));
}

static void
keep_in_one_line (GtkWidget *label,
                  int        limit)
{
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), -1);
}

/* Beside it may stand keys, and a mark: these keep their room. */
static void
break_line (GtkWidget *label,
            int        limit)
{
  const int excess = get_natural_width (gtk_widget_get_parent (label)) - limit;
  int       chars;

  if (excess <= 0)
    return;

  chars = (get_natural_width (label) - excess) / get_char_width (label);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* What that makes of it depends on the words: no line is shorter than it must be. */
  for (chars = MAX (LEAST_CHARS, chars); chars >= LEAST_CHARS; chars--)
    {
      gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
      if (get_natural_width (gtk_widget_get_parent (label)) <= limit)
        break;
    }
}

static void
visit (GtkWidget *widget,
       LabelFunc  func,
       int        limit)
{
  if (GTK_IS_LABEL (widget) && !g_str_equal (gtk_widget_get_css_name (widget), "accelerator"))
    func (widget, limit);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    visit (child, func, limit);
}

/* Of what is seen; what opens from within it is not, yet. */
static int
get_widest (GtkWidget *widget)
{
  int widest = GTK_IS_LABEL (widget) ? get_natural_width (gtk_widget_get_parent (widget)) : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_child_visible (child))
      widest = MAX (widest, get_widest (child));

  return widest;
}

static void
show_cb (GtkWidget *popover)
{
  GtkRoot *root = gtk_widget_get_root (popover);
  int      room;

  visit (popover, keep_in_one_line, 0);
  room = gtk_widget_get_width (GTK_WIDGET (root)) - get_natural_width (popover);
  visit (popover, break_line, get_widest (popover) + room);
}

static void
popover_cb (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  if (GTK_IS_POPOVER_MENU (popover))
    g_signal_connect (popover, "show", G_CALLBACK (show_cb), NULL);
}

void
pl_menu_fit_watch (GtkMenuButton *button)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));

  g_signal_connect (button, "notify::popover", G_CALLBACK (popover_cb), NULL);
  popover_cb (button);
}
