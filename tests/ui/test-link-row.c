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
  g_autoptr (PlLinkGlance) glance = NULL;

  text = g_strdup_printf ("{\"type\":\"multiUse\",\"paymentLinkId\":\"LINK000001\",\"merchantReference\":\"INV-7\","
                          "\"status\":\"active\",\"createdOn\":\"2026-01-02\",\"order\":{\"description\":\"%s\","
                          "\"charge\":{\"type\":\"preset\",\"amount\":%s,\"currency\":\"USD\"}}}", description, amount);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  link = payroc_link_new_from_json (node, &error);
  g_assert_no_error (error);
  glance = pl_link_glance_new (&(PlLinkPaid) { .n_paid = n_paid }, FALSE, NULL);
  pl_link_item_fill (fixture->item, 1, link, glance, NULL);
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
  pl_link_item_fill (fixture->item, 0, NULL, NULL, NULL);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
fill_single (Fixture          *fixture,
             const char       *status,
             const PlLinkPaid *paid,
             const char       *text,
             const char       *search)
{
  g_autoptr (PlLinkGlance) glance = pl_link_glance_new (paid, FALSE, text);
  g_autofree char         *json = NULL;
  g_autoptr (JsonNode)     node = NULL;
  g_autoptr (PayrocLink)   link = NULL;
  GRefString              *words = search != NULL ? g_ref_string_new (search) : NULL;

  json = g_strdup_printf ("{\"type\":\"singleUse\",\"paymentLinkId\":\"LINK000001\","
                          "\"merchantReference\":\"INV-7\","
                          "\"status\":\"%s\",\"createdOn\":\"2001-01-02\",\"order\":{\"orderId\":\"4711\","
                          "\"description\":\"Six chairs\","
                          "\"charge\":{\"type\":\"preset\",\"amount\":1250,\"currency\":\"USD\"}}}",
                          status);
  node = json_from_string (json, NULL);
  link = payroc_link_new_from_json (node, NULL);
  g_assert_nonnull (link);
  pl_link_item_fill (fixture->item, 1, link, glance, words);
  g_clear_pointer (&words, g_ref_string_release);
}

static void
assert_said (Fixture    *fixture,
             const char *expected)
{
  GskRenderNode *painted = paint (fixture);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->row), GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
  g_assert_nonnull (painted);
  gsk_render_node_unref (painted);
}

/* Payroc calls a link completed for ever: what became of its money is told by what is read beside it. Noon of the
 * third, wherever that is. */
static void
test_refunded (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct
  {
    const char      *status;
    PayrocLinkStatus known;
    guint            n_paid;
    gboolean         is_dated;
    const char      *expected;
  } cases[] = {
    { "completed", PAYROC_LINK_STATUS_COMPLETED, 1, FALSE, "Paid, INV-7 · Six chairs, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_COMPLETED, 1, TRUE, "Paid, INV-7 · Six chairs, Paid 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_COMPLETED, 2, TRUE,
      "Paid, INV-7 · Six chairs, Last paid 3 February 2001 Paid 2 times" },
    { "completed", PAYROC_LINK_STATUS_REFUNDED, 0, FALSE, "Refunded, INV-7 · Six chairs, Created 2 January 2001" },
    { "completed", PAYROC_LINK_STATUS_REFUNDED, 0, TRUE, "Refunded, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_RETURNED, 0, TRUE, "Returned, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_PARTLY_REFUNDED, 1, TRUE,
      "Partly Refunded, INV-7 · Six chairs, Paid 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_REVERSED, 0, TRUE, "Reversed, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_HELD, 0, TRUE, "On Hold, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_PENDING, 0, TRUE,
      "On Its Way, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_PARTLY_PAID, 1, TRUE,
      "Partly Paid, INV-7 · Six chairs, Paid 3 February 2001 $1.00 of $12.50" },
    { "completed", PAYROC_LINK_STATUS_DECLINED, 0, TRUE, "Declined, INV-7 · Six chairs, Payment of 3 February 2001" },
    { "completed", PAYROC_LINK_STATUS_UNCLEAR, 1, FALSE, "Unclear, INV-7 · Six chairs, Created 2 January 2001" },
    { "deactivated", PAYROC_LINK_STATUS_DEACTIVATED, 1, TRUE,
      "Switched Off, INV-7 · Six chairs, Paid 3 February 2001" },
    { "deactivated", PAYROC_LINK_STATUS_DEACTIVATED, 0, FALSE,
      "Switched Off, INV-7 · Six chairs, Created 2 January 2001" },
    /* The link is newer than what was read beside it. */
    { "active", PAYROC_LINK_STATUS_REFUNDED, 1, TRUE, "Open, INV-7 · Six chairs, Never expires" },
  };
  g_autoptr (GDateTime) noon = g_date_time_new_local (2001, 2, 3, 12, 0, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PlLinkPaid paid = {
        .n_paid = cases[i].n_paid,
        .paid_at = cases[i].is_dated ? g_date_time_to_unix (noon) * G_USEC_PER_SEC : 0,
        .status = (guint8) cases[i].known,
        .came_in = { 100, "USD" },
      };
      g_autofree char *expected = g_strconcat ("$12.50, ", cases[i].expected, NULL);

      fill_single (fixture, cases[i].status, &paid, NULL, NULL);
      assert_said (fixture, expected);
    }
}

/* Also where it does not fit beside the reference, and where what is searched stands in its place. */
static void
test_person (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *recipients;
    const char *search;
    const char *expected;
  } cases[] = {
    { "", NULL, "INV-7 · Six chairs" },
    { "Sarah Hopper <sarah@example.com>", NULL, "INV-7 · Six chairs, sent to Sarah Hopper" },
    { "sarah@example.com", NULL, "INV-7 · Six chairs, sent to sarah@example.com" },
    { "\"Hopper, Sarah\" <sarah@example.com>, Tom Byrne <tom@example.com>", NULL,
      "INV-7 · Six chairs, sent to Hopper, Sarah and 1 other" },
    { "Sarah Hopper <sarah@example.com>, Tom <tom@example.com>, S. Hopper <SARAH@example.com>, Ada <ada@example.com>",
      NULL, "INV-7 · Six chairs, sent to Sarah Hopper and 2 others" },
    { "Sarah Hopper <sarah@example.com>", "inv", "INV-7 · Six chairs, sent to Sarah Hopper" },
    { "Sarah Hopper <sarah@example.com>", "CHAIRS", "INV-7 · Six chairs, sent to Sarah Hopper" },
    { "Sarah Hopper <sarah@example.com>, Tom Byrne <tom@example.com>", "tom@",
      "INV-7 · Tom Byrne <tom@example.com>" },
    { "Sarah Hopper <sarah@example.com>", "sarah chairs",
      "INV-7 · Six chairs · Sarah Hopper <sarah@example.com>" },
    { "Sarah Hopper <sarah@example.com>", "4711", "INV-7 · order number 4711, sent to Sarah Hopper" },
    { "Sarah Hopper <sarah@example.com>", "link0", "INV-7 · link ID LINK000001, sent to Sarah Hopper" },
    { "", "abc-9", "INV-7 · earlier address abc-9" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("INV-7\n4711\nSix chairs\n%s\001LINK000001"
                                               "\001https://pay.example.com/?token=abc-9\001abc-9",
                                               cases[i].recipients);
      g_autofree char *expected = g_strdup_printf ("$12.50, Open, %s, Never expires", cases[i].expected);

      fill_single (fixture, "active", &(PlLinkPaid) { 0 }, text, cases[i].search);
      assert_said (fixture, expected);
    }
}

/* Half of a line is the reference's, whoever it was sent to; a row stays as wide and as high. */
static void
test_person_inside (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char *const texts[] = {
    "\n\n\nSarah Hopper <sarah@example.com>",
    "\n\n\n" "Wilhelmina Bartholomea Featherstonehaugh-Cholmondeley <sarah@example.com>, tom@example.com",
  };
  const int width = get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL);
  const int height = get_minimum (fixture, GTK_ORIENTATION_VERTICAL);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      fill_single (fixture, "active", &(PlLinkPaid) { 0 }, texts[i], NULL);
      assert_inside (fixture);
      g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_HORIZONTAL), ==, width);
      g_assert_cmpint (get_minimum (fixture, GTK_ORIENTATION_VERTICAL), ==, height);
      g_assert_cmpint (has_tooltip (fixture), ==, i > 0);
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
  ADD ("person", test_person);
  ADD ("person-inside", test_person_inside);
#undef ADD

  return g_test_run ();
}
