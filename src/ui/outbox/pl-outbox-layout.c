/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that is cut in half is not seen, and what it decides waits. */
#include "config.h"

#include "pl-outbox-layout.h"

/* The links are what the window is for. */
#define N_CHANGES      2
#define HEIGHT_MOST    380
#define HEIGHT_FOLDED  340

typedef enum
{
  FOLD_SOME, /* some changes, and all batches, are shown */
  FOLD_TWO,  /* one change, and one batch */
  FOLD_ONE,  /* one of them */
} Fold;

struct _PlOutboxLayout
{
  GtkLayoutManager   parent_instance;

  GtkScrolledWindow *scroller; /* (unowned) lives as long as the widget that is laid out */
  Fold               fold;
  guint              n_all;    /* changes and batches that it was found out for */
  int                width;    /* the same */
  gboolean           open;
  guint              source;
};

enum
{
  FOLDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PlOutboxLayout, pl_outbox_layout, GTK_TYPE_LAYOUT_MANAGER)

static gboolean
fold_cb (gpointer user_data)
{
  PlOutboxLayout *self = user_data;

  self->source = 0;
  g_signal_emit (self, signals[FOLDED], 0);
  /* Where that folded nothing away, there is more to fold. */
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));

  return G_SOURCE_REMOVE;
}

/* Not within an allocation: it would begin another. */
static void
fold_later (PlOutboxLayout *self,
            Fold            fold)
{
  self->fold = fold;
  if (self->source == 0)
    self->source = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, fold_cb, self, NULL);
}

/* A scrolled window asks for the height that its rows have where no word wraps, and would cut their buttons off. */
static int
measure_changes (PlOutboxLayout *self,
                 int             width)
{
  GtkWidget *child = gtk_scrolled_window_get_child (self->scroller);
  int        wanted;

  if (GTK_IS_VIEWPORT (child))
    child = gtk_viewport_get_child (GTK_VIEWPORT (child));
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wanted, NULL, NULL);

  return wanted;
}

static GtkSizeRequestMode
pl_outbox_layout_get_request_mode (GtkLayoutManager *manager,
                                   GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pl_outbox_layout_measure (GtkLayoutManager *manager,
                          GtkWidget        *widget,
                          GtkOrientation    orientation,
                          int               for_size,
                          int              *minimum,
                          int              *natural,
                          int              *minimum_baseline,
                          int              *natural_baseline)
{
  PlOutboxLayout *self = PL_OUTBOX_LAYOUT (manager);
  const int       most = self->open ? HEIGHT_MOST : HEIGHT_FOLDED;
  int             asked;

  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    return;

  gtk_widget_measure (GTK_WIDGET (self->scroller), orientation, for_size, NULL, &asked, NULL, NULL);
  *natural += MAX (MIN (measure_changes (self, for_size), most) - asked, 0);
}

static void
pl_outbox_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           int               width,
                           int               height,
                           int               baseline)
{
  PlOutboxLayout *self = PL_OUTBOX_LAYOUT (manager);

  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);

  if (width > self->width && self->fold != FOLD_SOME)
    fold_later (self, FOLD_SOME);
  else if (!self->open && self->fold < FOLD_ONE
           && measure_changes (self, width) > gtk_widget_get_height (GTK_WIDGET (self->scroller)))
    fold_later (self, self->fold + 1);
  self->width = width;
}

static void
pl_outbox_layout_dispose (GObject *object)
{
  g_clear_handle_id (&PL_OUTBOX_LAYOUT (object)->source, g_source_remove);

  G_OBJECT_CLASS (pl_outbox_layout_parent_class)->dispose (object);
}

static void
pl_outbox_layout_class_init (PlOutboxLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pl_outbox_layout_dispose;
  manager_class->get_request_mode = pl_outbox_layout_get_request_mode;
  manager_class->measure = pl_outbox_layout_measure;
  manager_class->allocate = pl_outbox_layout_allocate;

  signals[FOLDED] = g_signal_new ("folded", PL_TYPE_OUTBOX_LAYOUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
pl_outbox_layout_init (PlOutboxLayout *self)
{
}

GtkLayoutManager *
pl_outbox_layout_new (GtkScrolledWindow *scroller)
{
  PlOutboxLayout *self;

  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (PL_TYPE_OUTBOX_LAYOUT, NULL);
  self->scroller = scroller;

  return GTK_LAYOUT_MANAGER (self);
}

void
pl_outbox_layout_set_open (PlOutboxLayout *self,
                           gboolean        open)
{
  g_return_if_fail (PL_IS_OUTBOX_LAYOUT (self));

  if (self->open == open)
    return;

  self->open = open;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
pl_outbox_layout_fold (PlOutboxLayout *self,
                       guint          *n_changes,
                       guint          *n_batches)
{
  g_return_if_fail (PL_IS_OUTBOX_LAYOUT (self));

  /* Where something goes, there may be room again. */
  if (*n_changes + *n_batches < self->n_all)
    self->fold = FOLD_SOME;
  self->n_all = *n_changes + *n_batches;

  *n_changes = MIN (*n_changes, self->fold == FOLD_SOME ? N_CHANGES : 1);
  if (self->fold != FOLD_SOME)
    *n_batches = MIN (*n_batches, self->fold == FOLD_ONE && *n_changes > 0 ? 0 : 1);
}
