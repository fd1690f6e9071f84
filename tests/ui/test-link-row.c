/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the list paints itself: it stays inside its place, is as high with any link, and says what it shows. */
#include <adwaita.h>
#include <json-glib/json-glib.h>
#include <locale.h>

#include "ui/list/pl-link-row.h"

#define LONG_TEXT "Consultation about the garden, the house, the roof, both cellars and what else there was to see"

/* So many pixels may the ink of a letter reach over what it takes. */
#define INK 3

typedef struct
{
  GtkWidget  *window;
  GtkWidget  *row;
  PlLinkItem *item;
} Fixture;

static void
fill (Fixture    *fixture,
      const char *amount,
      const char *description,
      guint       n_paid)
{
  g_autofree char       *text = NULL;
  g_autoptr (JsonNode)   node = NULL;
  g_autoptr (PayrocLink) link = NULL;
  g_autoptr (GError)     error = NULL;

  text = g_strdup_printf ("{\"type\":\"multiUse\",\"paymentLinkId\":\"LINK000001\",\"merchantReference\":\"INV-7\","
                          "\"status\":\"active\",\"createdOn\":\"2026-01-02\",\"order\":{\"description\":\"%s\","
                          "\"charge\":{\"type\":\"preset\",\"amount\":%s,\"currency\":\"USD\"}}}", description, amount);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  link = payroc_link_new_from_json (node, &error);
  g_assert_no_error (error);
  pl_link_item_fill (fixture->item, 1, link, &(PlLinkPaid) { .n_paid = n_paid }, FALSE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (PlRowLook) look = NULL;

  fixture->window = gtk_window_new ();
  look = pl_row_look_new (fixture->window);
  fixture->row = pl_link_row_new (look);
  fixture->item = pl_link_item_new (0);
  gtk_widget_set_valign (fixture->row, GTK_ALIGN_START);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 120);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->row);
  pl_link_row_set_item (PL_LINK_ROW (fixture->row), fixture->item);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *row = g_object_ref (fixture->row);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (row);
  g_assert_finalize_object (fixture->item);
}

/* Returns: (nullable): what the row paints, in its own coordinates */
static GskRenderNode *
paint (Fixture *fixture)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  GTK_WIDGET_GET_CLASS (fixture->row)->snapshot (fixture->row, snapshot);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
assert_inside (Fixture *fixture)
{
  GskRenderNode  *node = paint (fixture);
  graphene_rect_t bounds;

  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (bounds.origin.x, >=, -INK);
  g_assert_cmpfloat (bounds.origin.y, >=, -INK);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, (float) gtk_widget_get_width (fixture->row) + INK);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, (float) gtk_widget_get_height (fixture->row) + INK);
  /* From one end to the other: the state stands at the end. */
  g_assert_cmpfloat (bounds.size.width, >, (float) gtk_widget_get_width (fixture->row) * 0.9f);
  gsk_render_node_unref (node);
}

static int
get_minimum (Fixture        *fixture,
             GtkOrientation  orientation)
{
  int minimum;

  gtk_widget_measure (fixture->row, orientation, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

static void
test_inside (Fixture       *fixture,
             gconstpointer  data)
{
  fill (fixture, "1250", "Shelf", 0);
  assert_inside (fixture);
  fill (fixture, "99999999999", LONG_TEXT " " LONG_TEXT, 12345);
  assert_inside (fixture);
  pl_link_row_set_picking (PL_LINK_ROW (fixture->row), TRUE);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_inside (fixture);
  gtk_widget_set_direction (fixture->window, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (fixture->row, GTK_TEXT_DIR_RTL);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_inside (fixture);
  /* A short text begins at the other end. */
  fill (fixture, "1250", "Shelf", 0);
  pl_link_row_set_picking (PL_LINK_ROW (fixture->row), FALSE);
  gtk_test_widget_wait_for_draw (fixture->window);
  assert_inside (fixture);
}

static gboolean
has_tooltip (Fixture *fixture)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);

  return GTK_WIDGET_GET_CLASS (fixture->row)->query_tooltip (fixture->row, 10, 10, FALSE, tooltip);
}

/* What was cut short, and nothing else. */
static void
test_tooltip (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_true (gtk_widget_get_has_tooltip (fixture->row));
  g_assert_false (has_tooltip (fixture));
  fill (fixture, "1250", "Shelf", 0);
  g_assert_false (has_tooltip (fixture));
  fill (fixture, "1250", LONG_TEXT " " LONG_TEXT, 0);
  g_assert_true (has_tooltip (fixture));
  fill (fixture, "1250", "Shelf", 0);
  g_assert_false (has_tooltip (fixture));
}

/* GTK would lay out the whole list again. */
static void
test_one_size (Fixture       *fixture,
               gconstpointer  data)
{
  int width = get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL);
  int height = get_minimum (fixture, GTK_ORIENTATION_VERTICAL);

  g_assert_cmpint (width, >, 60);
  g_assert_cmpint (width, <, 330);
  g_assert_cmpint (height, >, 40);
  fill (fixture, "1250", "\327\251\327\234\327\225\327\235 \340\270\252\340\270\247\340\270\261\340\270\252", 3);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL), ==, width);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_VERTICAL), ==, height);
  pl_link_row_set_picking (PL_LINK_ROW (fixture->row), TRUE);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL), >, width);
  pl_link_row_set_picking (PL_LINK_ROW (fixture->row), FALSE);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL), ==, width);
}

static void
test_large_text (Fixture       *fixture,
                 gconstpointer  data)
{
  int width = get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL);
  int height = get_minimum (fixture, GTK_ORIENTATION_VERTICAL);
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi * 3 / 2, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL), >, width);
  g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_VERTICAL), >, height * 5 / 4);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
test_said (Fixture       *fixture,
           gconstpointer  data)
{
  GskRenderNode *nothing = paint (fixture);

  /* Not read yet. */
  g_assert_null (nothing);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL));
  fill (fixture, "1250", "Shelf", 2);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "$12.50, Open, INV-7 · Shelf, Never expires Paid 2 times");
  pl_link_item_fill (fixture->item, 0, NULL, &(PlLinkPaid) { 0 }, FALSE);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

/* Payroc calls a link completed for ever: what became of its money is told by what is read beside it. */
static void
test_refunded (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char      *status;
    PayrocLinkStatus known;
    const char      *expected;
  } cases[] = {
    { "completed", PAYROC_LINK_STATUS_COMPLETED, "$12.50, Paid, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_REFUNDED, "$12.50, Refunded, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_RETURNED, "$12.50, Returned, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_PARTLY_REFUNDED, "$12.50, Partly Refunded, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_REVERSED, "$12.50, Reversed, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_HELD, "$12.50, On Hold, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_PENDING, "$12.50, On Its Way, INV-7, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_PARTLY_PAID,
      "$12.50, Partly Paid, INV-7, Created 2 January 2001 $1.00 of $12.50" },
    { "completed", PAYROC_LINK_STATUS_UNCLEAR, "$12.50, Unclear, INV-7, Created 2 January 2001" },
    /* The link is newer than what was read beside it. */
    { "active", PAYROC_LINK_STATUS_REFUNDED, "$12.50, Open, INV-7, Never expires" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char       *text = NULL;
      g_autoptr (JsonNode)   node = NULL;
      g_autoptr (PayrocLink) link = NULL;
      GskRenderNode         *painted;

      text = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"LINK000001\","
                              "\"merchantReference\":\"INV-7\","
                              "\"status\":\"%s\",\"createdOn\":\"2001-01-02\",\"order\":{"
                              "\"charge\":{\"type\":\"preset\",\"amount\":1250,\"currency\":\"USD\"}}}",
                              cases[i].status);
      node = json_from_string (text, NULL);
      link = payroc_link_new_from_json (node, NULL);
      g_assert_nonnull (link);
      pl_link_item_fill (fixture->item, 1, link,
                         &(PlLinkPaid) { .n_paid = 1, .status = (guint8) cases[i].known, .came_in = { 100, "USD" } },
                         FALSE);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           cases[i].expected);
      painted = paint (fixture);
      g_assert_nonnull (painted);
      gsk_render_node_unref (painted);
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv);
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();

#define ADD(path, test) \
  g_test_add ("/link-row/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("inside", test_inside);
  ADD ("one-size", test_one_size);
  ADD ("large-text", test_large_text);
  ADD ("said", test_said);
  ADD ("tooltip", test_tooltip);
  ADD ("refunded", test_refunded);
#undef ADD

  return g_test_run ();
}
