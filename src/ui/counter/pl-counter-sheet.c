/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A phone has to read the code from the other side of a counter: it comes first, and words make do with the rest. */
#include "config.h"

#include "pl-counter-sheet.h"

#define SPACING 18
#define SIDE_LEAST 150
#define WORDS_LEAST 60 /* a line or two, and the rest is scrolled */

/* Of the height, when the card stands above its words; of the width, what these have beside it. */
#define CARD_SHARE 0.55
#define WORDS_SHARE 0.36

struct _PlCounterSheet
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PlCounterSheet, pl_counter_sheet, GTK_TYPE_WIDGET)

/* A scrolled window asks for the height that its words have where none of them wraps. */
static GtkWidget *
get_words (PlCounterSheet *self)
{
  GtkWidget *scroller = gtk_widget_get_last_child (GTK_WIDGET (self));
  GtkWidget *child = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller));

  return GTK_IS_VIEWPORT (child) ? gtk_viewport_get_child (GTK_VIEWPORT (child)) : child;
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
place_beside (PlCounterSheet *self,
              int             width,
              int             height)
{
  GtkWidget     *card = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget     *scroller = gtk_widget_get_last_child (GTK_WIDGET (self));
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int            least;
  int            wanted;
  int            side;
  int            words;
  int            start;

  gtk_widget_measure (get_words (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
  side = MAX (MIN (height, width - SPACING - MAX (least, (int) (width * WORDS_SHARE))), SIDE_LEAST);
  words = MAX (MIN (wanted, width - SPACING - side), least);
  start = MAX ((width - side - SPACING - words) / 2, 0);

  place (card, rtl ? width - start - side : start, (height - side) / 2, side, side);
  place (scroller, rtl ? width - start - side - SPACING - words : start + side + SPACING, 0, words, height);
}

static void
place_below (PlCounterSheet *self,
             int             width,
             int             height)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkWidget *scroller = gtk_widget_get_last_child (GTK_WIDGET (self));
  int        wanted;
  int        side;
  int        words;
  int        start;

  gtk_widget_measure (get_words (self), GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);
  side = MAX (MIN (width, MAX (height - SPACING - wanted, (int) (height * CARD_SHARE))), SIDE_LEAST);
  words = MIN (wanted, MAX (height - SPACING - side, WORDS_LEAST));
  start = MAX ((height - side - SPACING - words) / 2, 0);

  place (card, (width - side) / 2, start, side, side);
  place (scroller, 0, start + side + SPACING, width, words);
}

static void
pl_counter_sheet_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  int least = 0;

  *minimum = *natural = SIDE_LEAST + SPACING + WORDS_LEAST;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    return;

  gtk_widget_measure (get_words (PL_COUNTER_SHEET (widget)), orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = MAX (SIDE_LEAST, least);
}

static void
pl_counter_sheet_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  if (width > height)
    place_beside (PL_COUNTER_SHEET (widget), width, height);
  else
    place_below (PL_COUNTER_SHEET (widget), width, height);
}

static void
pl_counter_sheet_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (pl_counter_sheet_parent_class)->dispose (object);
}

static void
pl_counter_sheet_class_init (PlCounterSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_counter_sheet_dispose;
  widget_class->measure = pl_counter_sheet_measure;
  widget_class->size_allocate = pl_counter_sheet_size_allocate;
}

static void
pl_counter_sheet_init (PlCounterSheet *self)
{
}
