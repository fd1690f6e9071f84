/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code on the screen is read back by another program than the one that made it. */
#include <glib/gstdio.h>

#include "ui-fixture.h"

#include "ui/qr/pl-qr-paintable.h"

/* (transfer full): what zbarimg reads in a picture of that size; "" for nothing. */
static char *
read_back (GdkPaintable *code,
           int           side)
{
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderer)   renderer = gsk_cairo_renderer_new ();
  g_autoptr (GdkTexture)    texture = NULL;
  g_autoptr (GError)        error = NULL;
  g_autofree char          *path = NULL;
  char                     *text = NULL;
  int                       fd = g_file_open_tmp ("paylinks-qr-XXXXXX.png", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);

  gdk_paintable_snapshot (code, snapshot, side, side);
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  gsk_renderer_realize (renderer, NULL, &error);
  g_assert_no_error (error);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, side, side));
  g_assert_true (gdk_texture_save_to_png (texture, path));
  gsk_renderer_unrealize (renderer);

  g_spawn_sync (NULL, (char *[]) { "zbarimg", "--quiet", "--raw", path, NULL }, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);

  return g_strchomp (text);
}

static GdkPaintable *
create_paintable (const char *text)
{
  g_autoptr (PlQrCode) code = pl_qr_code_new (text);

  return pl_qr_paintable_new (code);
}

static void
test_reads_back (void)
{
  const char *const texts[] = {
    "https://payments.payroc.com/merchant/pay-by-link?token=7c2fc08c-cb0e-44ba-8bcd-cf6de6eb3206",
    "http://127.0.0.1:39999/pay/9b053bef-e8d5-4539-88b3-ee52b04f21b4",
    "https://example.com/?a=b&c=%20d#e",
  };
  const int sides[] = { 198, 222, 333, 512 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GdkPaintable) code = create_paintable (texts[i]);

      for (guint j = 0; j < G_N_ELEMENTS (sides); j++)
        {
          g_autofree char *text = read_back (code, sides[j]);

          g_assert_cmpstr (text, ==, texts[i]);
        }
    }
}

static void
test_longest (void)
{
  g_autofree char         *fits = g_strnfill (2048, 'a');
  g_autofree char         *too_long = g_strnfill (3000, 'a');
  g_autoptr (GdkPaintable) code = create_paintable (fits);
  g_autofree char         *text = read_back (code, 900);

  g_assert_cmpstr (text, ==, fits);
  g_assert_null (pl_qr_code_new (too_long));
}

static void
test_is_square (void)
{
  g_autoptr (GdkPaintable) code = create_paintable ("https://example.com/");

  g_assert_cmpfloat (gdk_paintable_get_intrinsic_aspect_ratio (code), ==, 1);
  g_assert_finalize_object (g_steal_pointer (&code));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/qr-paintable/reads-back", test_reads_back);
  g_test_add_func ("/qr-paintable/longest", test_longest);
  g_test_add_func ("/qr-paintable/is-square", test_is_square);

  return g_test_run ();
}
