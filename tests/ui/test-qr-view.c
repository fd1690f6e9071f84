/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code on a link's page is dragged into another window: what that one gets is read back by another program. */
#include <glib/gstdio.h>

#include "ui-fixture.h"

#include "ui/qr/pl-qr-view.h"

#define ADDRESS "https://payments.payroc.com/merchant/pay-by-link?token=7c2fc08c-cb0e-44ba-8bcd-cf6de6eb3206"

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
  char      *folder; /* (owned) */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("paylinks-drag-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->window = gtk_window_new ();
  fixture->view = g_object_new (PL_TYPE_QR_VIEW, NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 300, 300);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->view);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_run_frames (fixture->view, 2);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  ui_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

/* (transfer none) (nullable): where a person begins to drag. */
static GtkDragSource *
find_source (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller))
        return GTK_DRAG_SOURCE (controller);
    }

  return NULL;
}

/* (transfer full) (nullable): what is taken along when the drag begins in the middle of the code. */
static GdkContentProvider *
begin_drag (Fixture *fixture)
{
  GtkWidget          *picture = gtk_widget_pick (fixture->view, gtk_widget_get_width (fixture->view) / 2.,
                                                 gtk_widget_get_height (fixture->view) / 2., GTK_PICK_DEFAULT);
  GtkDragSource      *source = find_source (picture);
  GdkContentProvider *content = NULL;

  g_assert_nonnull (source);
  g_signal_emit_by_name (source, "prepare", 1., 1., &content);

  return content;
}

static void
set_code (Fixture    *fixture,
          const char *address)
{
  g_autoptr (PlQrCode) code = address != NULL ? pl_qr_code_new (address) : NULL;

  pl_qr_view_set_code (PL_QR_VIEW (fixture->view), code, "INV-7");
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error));
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true_cb (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* What the other window asks for, as it would. */
static void
drop (Fixture            *fixture,
      GdkContentProvider *content,
      const char         *mime_type,
      const char         *path)
{
  g_autoptr (GFile)             file = g_file_new_for_path (path);
  g_autoptr (GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL);
  gboolean                      written = FALSE;

  gdk_content_provider_write_mime_type_async (content, mime_type, G_OUTPUT_STREAM (stream), G_PRIORITY_DEFAULT, NULL,
                                              written_cb, &written);
  core_wait_until (is_true_cb, &written);
  g_assert_true (g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, NULL));
}

/* (transfer full) */
static char *
run (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  char              *text = NULL;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL,
                NULL, &error);
  g_assert_no_error (error);

  return g_strchomp (text);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char                *png = g_build_filename (fixture->folder, "code.png", NULL);
  g_autofree char                *svg = g_build_filename (fixture->folder, "code.svg", NULL);
  g_autofree char                *drawn = g_build_filename (fixture->folder, "drawn.png", NULL);
  g_autoptr (GdkContentProvider)  content = NULL;
  g_autoptr (GdkContentFormats)   formats = NULL;
  g_autofree char                *from_png = NULL;
  g_autofree char                *from_svg = NULL;
  g_autofree char                *nothing = NULL;

  set_code (fixture, ADDRESS);
  content = begin_drag (fixture);
  g_assert_nonnull (content);
  formats = gdk_content_provider_ref_formats (content);
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/png"));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "image/svg+xml"));

  /* Another link came to the page while it was on its way: what was taken is what is dropped. */
  set_code (fixture, "https://example.com/another");
  drop (fixture, content, "image/png", png);
  drop (fixture, content, "image/svg+xml", svg);
  from_png = run ((const char *[]) { "zbarimg", "--quiet", "--raw", png, NULL });
  g_assert_cmpstr (from_png, ==, ADDRESS);
  nothing = run ((const char *[]) { "rsvg-convert", "--width", "600", "--output", drawn, svg, NULL });
  from_svg = run ((const char *[]) { "zbarimg", "--quiet", "--raw", drawn, NULL });
  g_assert_cmpstr (from_svg, ==, ADDRESS);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  GtkDragSource      *source = find_source (gtk_widget_get_first_child (fixture->view));
  GdkContentProvider *content = NULL;

  g_assert_nonnull (source);
  g_signal_emit_by_name (source, "prepare", 1., 1., &content);
  g_assert_null (content);
}

#define ADD(path, function) g_test_add ("/qr-view/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("dropped", test_dropped);
  ADD ("nothing", test_nothing);

  return g_test_run ();
}
