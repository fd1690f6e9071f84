/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window over stored links, driven in its own process: from a key, a new order or a scroll to the frame.
 * bench-window FOLDER LINKS, a folder that bench-fill has filled. */
#include <stdlib.h>

#include "bench-support.h"
#include "frame-meter.h"
#include "ui-fixture.h"
#include "core/list/pl-link-slots.h"
#include "ui/list/pl-link-row.h"
#include "ui/list/pl-links-pane.h"
#include "ui/window/pl-window.h"

typedef struct
{
  GtkWidget   *window;
  GtkWidget   *pane;
  GtkListView *view;
  GtkEditable *entry;
  guint        n_links;
  guint        n_items_worst; /* asked of the model for one key */
  const char  *sort;
} Bench;

static guint n_items;

/* The linker puts this in its place: see --wrap in meson.build. */
PlLinkItem *__real_pl_link_slots_get (PlLinkSlots *slots, guint position);
PlLinkItem *__wrap_pl_link_slots_get (PlLinkSlots *slots, guint position);

PlLinkItem *
__wrap_pl_link_slots_get (PlLinkSlots *slots,
                          guint        position)
{
  n_items++;

  return __real_pl_link_slots_get (slots, position);
}

static gboolean
is_filled (gpointer user_data)
{
  Bench             *bench = user_data;
  GtkSelectionModel *model = gtk_list_view_get_model (bench->view);

  return model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) == bench->n_links;
}

static void
search (const char *text,
        gpointer    user_data)
{
  Bench *bench = user_data;

  bench->n_items_worst = MAX (bench->n_items_worst, n_items);
  n_items = 0;
  gtk_editable_set_text (bench->entry, text);
}

/* around: what the view puts around a row of ours. */
static guint
hash_row (GtkWidget *around)
{
  PlLinkItem *item = pl_link_row_get_item (PL_LINK_ROW (gtk_widget_get_first_child (around)));

  return item != NULL ? (guint) pl_link_item_get_rowid (item) * 31 + pl_link_item_get_paid (item)->n_paid : 0;
}

static void
sort_step (gpointer user_data)
{
  Bench *bench = user_data;

  gtk_widget_activate_action (bench->pane, "links.sort", "s", bench->sort);
}

static void
sort (Bench      *bench,
      FrameMeter *meter,
      const char *nick,
      const char *name)
{
  FrameTimes times;

  bench->sort = nick;
  frame_meter_step (meter, sort_step, bench, &times);
  if (name != NULL)
    bench_print (name, times.right);
}

static void
measure (Bench *bench)
{
  FrameMeter *meter = frame_meter_new (bench->view, hash_row);

  frame_meter_rest (meter);
  g_object_set (bench->pane, "search-mode", TRUE, NULL);
  frame_meter_rest (meter);
  n_items = 0;
  frame_meter_run_keys (meter, search, bench);
  bench_print ("get-items", MAX (bench->n_items_worst, n_items));
  sort (bench, meter, "amount", "sort-amount");
  sort (bench, meter, "created", NULL);
  sort (bench, meter, "reference", "sort-text");
  sort (bench, meter, "created", NULL);
  frame_meter_run_scroll (meter);
  frame_meter_free (meter);
}

static PlWorkspace *
open_workspace (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError)       error = NULL;
  PlWorkspace             *workspace;

  pl_workspace_open_async (folder, "io.github.paylinks.Bench", NULL, core_keep_result_cb, &result);
  workspace = pl_workspace_open_finish (core_await (&result), &error);
  g_assert_no_error (error);

  return workspace;
}

static void
close_workspace (PlWorkspace *workspace) /* (transfer full) */
{
  g_autoptr (GAsyncResult) result = NULL;

  pl_workspace_close_async (workspace, core_keep_result_cb, &result);
  pl_workspace_close_finish (workspace, core_await (&result), NULL);
  g_object_unref (workspace);
}

int
main (int   argc,
      char *argv[])
{
  Bench        bench = { 0 };
  PlWorkspace *workspace;

  if (argc != 3)
    return 2;

  adw_init ();
  bench.n_links = (guint) atoi (argv[2]);
  workspace = open_workspace (argv[1]);
  bench.window = pl_window_new (NULL);
  gtk_window_present (GTK_WINDOW (bench.window));
  pl_window_set_workspace (PL_WINDOW (bench.window), workspace);
  bench.pane = ui_find_type (bench.window, PL_TYPE_LINKS_PANE);
  bench.view = GTK_LIST_VIEW (ui_find_type (bench.pane, GTK_TYPE_LIST_VIEW));
  bench.entry = GTK_EDITABLE (ui_find_type (bench.pane, GTK_TYPE_SEARCH_ENTRY));
  core_wait_until (is_filled, &bench);

  measure (&bench);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  close_workspace (workspace);

  return 0;
}
