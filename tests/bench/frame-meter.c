/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a step, a key or a new order, to the frame that shows its result; for our list and for the one it is compared
 * with. */
#include "frame-meter.h"

#include "bench-support.h"

/* So long without a frame is rest. */
#define REST 60

#define SCROLL_STEPS 12
#define SCROLL_BY    600

typedef struct
{
  double time;
  guint  rows; /* a hash of what is in sight */
} Frame;

struct _FrameMeter
{
  GtkListView   *view;   /* (unowned) */
  FrameHash      hash_row;
  GdkFrameClock *clock;  /* (owned) */
  GArray        *frames; /* (owned) (element-type Frame) of this step */
  double         last;
};

static GPollFunc default_poll;
static double    returned; /* when the last poll did; 0 before the first */
static double    longest;
static double    worked;   /* the loop's own processor time when the last poll returned */
static double    most_work;
static double    aside;    /* what the meter itself did in this round */

static gint
poll_cb (GPollFD *descriptors,
         guint    n_descriptors,
         gint     timeout)
{
  gint result;

  if (returned > 0)
    {
      longest = MAX (longest, bench_now () - returned - aside);
      most_work = MAX (most_work, bench_thread_cpu () - worked - aside);
    }
  result = default_poll (descriptors, n_descriptors, timeout);
  returned = bench_now ();
  worked = bench_thread_cpu ();
  aside = 0;

  return result;
}

static guint
hash_rows_in_sight (FrameMeter *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self->view), GTK_TYPE_SCROLLED_WINDOW);
  guint      hash = 5381;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      graphene_rect_t bounds;

      if (gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, window, &bounds)
          && bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < (float) gtk_widget_get_height (window))
        hash = hash * 33 + self->hash_row (row);
    }

  /* A page that says that nothing was found stands in its place. */
  return gtk_widget_get_mapped (GTK_WIDGET (self->view)) ? hash : 0;
}

static void
after_paint_cb (GdkFrameClock *clock,
                FrameMeter    *self)
{
  double now = bench_now ();
  Frame  frame = { now, hash_rows_in_sight (self) };

  g_array_append_val (self->frames, frame);
  self->last = bench_now ();
  aside += self->last - now;
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
find_frames (FrameMeter *self,
             double      began,
             FrameTimes *times)
{
  guint i = self->frames->len;

  /* Nothing had to be painted: the times are that of the step itself. */
  if (i == 0)
    return;

  times->frame = g_array_index (self->frames, Frame, 0).time - began;
  while (i > 1 && g_array_index (self->frames, Frame, i - 2).rows == g_array_index (self->frames, Frame, i - 1).rows)
    i--;
  times->right = g_array_index (self->frames, Frame, i - 1).time - began;
}

FrameMeter *
frame_meter_new (GtkListView *view,
                 FrameHash    hash_row)
{
  FrameMeter *self = g_new0 (FrameMeter, 1);

  self->view = view;
  self->hash_row = hash_row;
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (view)));
  self->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  g_signal_connect (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  frame_meter_watch_loop ();

  return self;
}

void
frame_meter_free (FrameMeter *self)
{
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_array_unref (self->frames);
  g_free (self);
}

void
frame_meter_rest (FrameMeter *self)
{
  guint source = g_timeout_add (10, wake_cb, NULL);

  self->last = bench_now ();
  while (bench_now () - self->last < REST)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
}

void
frame_meter_step (FrameMeter *self,
                  FrameStep   step,
                  gpointer    user_data,
                  FrameTimes *times)
{
  double began;

  frame_meter_rest (self);
  g_array_set_size (self->frames, 0);
  frame_meter_take_block ();

  began = bench_now ();
  returned = began;
  step (user_data);
  times->frame = times->right = bench_now () - began;
  frame_meter_rest (self);
  find_frames (self, began, times);
  times->block = frame_meter_take_block ();
}

void
frame_meter_watch_loop (void)
{
  if (default_poll != NULL)
    return;

  default_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_cb);
}

double
frame_meter_take_block (void)
{
  double block = longest;

  longest = 0;
  most_work = 0;

  return block;
}

typedef struct
{
  void      (*search) (const char *text, gpointer user_data);
  gpointer    user_data;
  const char *text;
} Key;

static void
key_step (gpointer user_data)
{
  Key *key = user_data;

  key->search (key->text, key->user_data);
}

void
frame_meter_run_keys (FrameMeter *self,
                      void      (*search) (const char *text, gpointer user_data),
                      gpointer    user_data)
{
  /* Typed, taken back, typed again with letters beyond ASCII, cleared; something that is there once, often, never. */
  static const char *const texts[] = {
    "i", "in", "inv", "inv-", "inv-0", "inv-00", "inv-004", "inv-0042", "inv-004", "inv-00", "inv-0", "inv-", "inv",
    "in", "i", "", "m", "mü", "mül", "müll", "mülle", "müller", "", "q", "", "oak street", "", "zzzz", "",
  };
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) right = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Key        key = { search, user_data, texts[i] };
      FrameTimes times;

      frame_meter_step (self, key_step, &key, &times);
      g_array_append_val (frames, times.frame);
      g_array_append_val (right, times.right);
      g_array_append_val (blocks, times.block);
      g_debug ("key “%s”: frame %.1f, right %.1f, block %.1f", texts[i], times.frame, times.right, times.block);
    }

  bench_print ("key-median", bench_median (frames));
  bench_print ("key-worst", bench_max (frames));
  bench_print ("key-right-median", bench_median (right));
  bench_print ("key-right-worst", bench_max (right));
  bench_print ("search-block", bench_max (blocks));
}

static void
scroll_step (gpointer user_data)
{
  FrameMeter    *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + SCROLL_BY);
}

static void
jump_step (gpointer user_data)
{
  FrameMeter    *self = user_data;
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));

  gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_value (adjustment)
                                         + gtk_adjustment_get_upper (adjustment)) / 2);
}

void
frame_meter_run_scroll (FrameMeter *self)
{
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) blocks = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < SCROLL_STEPS; i++)
    {
      FrameTimes times;

      frame_meter_step (self, i % 4 == 3 ? jump_step : scroll_step, self, &times);
      g_array_append_val (frames, times.right);
      g_array_append_val (blocks, times.block);
    }

  bench_print ("scroll-median", bench_median (frames));
  bench_print ("scroll-block", bench_max (blocks));
}

double
frame_meter_get_work (void)
{
  return most_work;
}
