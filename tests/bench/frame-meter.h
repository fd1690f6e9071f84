/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a step, a key or a new order, to the frame that shows its result; for our list and for the one it is compared
 * with. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  double frame; /* milliseconds until the first frame */
  double right; /* until the frame from which on the rows in sight are what they remain */
  double block; /* the longest that the main loop did nothing else */
} FrameTimes;

typedef struct _FrameMeter FrameMeter;

typedef void (*FrameStep) (gpointer user_data);

/* Returns: another number when the row shows something else */
typedef guint (*FrameHash) (GtkWidget *row);

/* One at a time: it measures the default main context. */
FrameMeter *frame_meter_new   (GtkListView *view,
                               FrameHash    hash_row);
void        frame_meter_free  (FrameMeter  *self);
/* Runs the main loop until nothing more is painted. */
void        frame_meter_rest  (FrameMeter  *self);
void        frame_meter_step  (FrameMeter  *self,
                               FrameStep    step,
                               gpointer     user_data,
                               FrameTimes  *times);

/* Longest that the main loop was busy with one round since the last call. */
void        frame_meter_watch_loop (void);
double      frame_meter_take_block (void);
/* The most processor time of its own in one turn since then: what neighbours on the machine take is not in it. */
double      frame_meter_get_work   (void);

/* What is typed, one key a step, and the steps that both lists are put through: name and milliseconds a line. */
void        frame_meter_run_keys   (FrameMeter *self,
                                    void      (*search) (const char *text, gpointer user_data),
                                    gpointer    user_data);
void        frame_meter_run_scroll (FrameMeter *self);

G_END_DECLS
