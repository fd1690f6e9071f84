/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart: its scale, and that each day is reached by keyboard and says what it is. */
#include <adwaita.h>

#include "ui/overview/pl-income-bar.h"
#include "ui/overview/pl-income-chart.h"

static void
test_top (void)
{
  static const struct
  {
    gint64 highest;
    gint64 top;
  } cases[] = {
    { 0, 1 },
    { 1, 1 },
    { 2, 2 },
    { 3, 5 },
    { 5, 5 },
    { 6, 10 },
    { 10, 10 },
    { 11, 20 },
    { 49999, 50000 },
    { 50000, 50000 },
    { 50001, 100000 },
    { G_MAXINT64 - 1, G_MAXINT64 - 1 },
    { G_MAXINT64, G_MAXINT64 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (pl_income_chart_find_top (cases[i].highest), ==, cases[i].top);
}

static PlOverviewFacts *
create_facts (gint64 amount)
{
  PlOverviewFacts *facts;
  GDate            today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 15, G_DATE_NOVEMBER, 2026);
  facts = pl_overview_facts_new ("account", &today, G_DATE_MONDAY);
  for (gint64 i = 0; i < PL_OVERVIEW_N_DAYS; i++)
    {
      PlSums *sums = pl_sums_new ();
      PlSum   sum = { .n_rows = 1 };

      payroc_money_init (&sum.money, amount * i, "USD");
      pl_sums_add (sums, &sum);
      g_ptr_array_add (facts->days, sums);
    }

  return facts;
}

static void
notify_cb (guint *n_notified)
{
  ++*n_notified;
}

static void
press (GtkWidget        *chart,
       GtkDirectionType  direction,
       gboolean          taken,
       const char       *reading)
{
  g_assert_cmpint (gtk_widget_child_focus (chart, direction), ==, taken);
  g_assert_cmpstr (pl_income_chart_get_reading (PL_INCOME_CHART (chart)), ==, reading);
}

static void
test_keyboard (gconstpointer data)
{
  const gboolean             rtl = data != NULL;
  const GtkDirectionType     back = rtl ? GTK_DIR_RIGHT : GTK_DIR_LEFT;
  const GtkDirectionType     forth = rtl ? GTK_DIR_LEFT : GTK_DIR_RIGHT;
  g_autoptr (PlOverviewFacts) facts = create_facts (100);
  GtkWidget                 *window = gtk_window_new ();
  GtkWidget                 *chart = g_object_new (PL_TYPE_INCOME_CHART, NULL);
  guint                      n_notified = 0;

  gtk_widget_set_direction (chart, rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  pl_income_chart_set_facts (PL_INCOME_CHART (chart), facts, "USD");
  g_signal_connect_swapped (chart, "notify::reading", G_CALLBACK (notify_cb), &n_notified);
  gtk_window_set_child (GTK_WINDOW (window), chart);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (chart))
    g_main_context_iteration (NULL, TRUE);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  press (chart, GTK_DIR_TAB_FORWARD, TRUE, "Today: $29.00, 1 payment");
  press (chart, forth, TRUE, "Today: $29.00, 1 payment");
  press (chart, back, TRUE, "14 November: $28.00, 1 payment");
  g_assert_cmpuint (n_notified, ==, 1);
  press (chart, back, TRUE, "13 November: $27.00, 1 payment");
  press (chart, forth, TRUE, "14 November: $28.00, 1 payment");

  /* It is one stop on the way through the page, and comes back to the same day. */
  press (chart, GTK_DIR_TAB_FORWARD, FALSE, "14 November: $28.00, 1 payment");
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  press (chart, GTK_DIR_TAB_BACKWARD, TRUE, "14 November: $28.00, 1 payment");
  for (guint i = 0; i < PL_OVERVIEW_N_DAYS + 3; i++)
    gtk_widget_child_focus (chart, back);
  press (chart, back, TRUE, "17 October: $0.00, 1 payment");

  /* Other facts, same day. */
  n_notified = 0;
  pl_income_chart_set_facts (PL_INCOME_CHART (chart), facts, "JPY");
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpstr (pl_income_chart_get_reading (PL_INCOME_CHART (chart)), ==, "17 October: no payment");

  g_object_ref (chart);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (chart);
}

/* Within the bar's own place, and as high as its share of it. */
static void
assert_bar (GtkWidget  *bar,
            double      share,
            const char *text)
{
  const float               height = (float) gtk_widget_get_height (bar);
  g_autoptr (GtkSnapshot)   snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  graphene_rect_t           bounds;

  g_assert_cmpstr (pl_income_bar_get_text (PL_INCOME_BAR (bar)), ==, text);
  GTK_WIDGET_GET_CLASS (bar)->snapshot (bar, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  g_assert_nonnull (node);
  gsk_render_node_get_bounds (node, &bounds);
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height + 0.01);
  g_assert_cmpfloat (bounds.size.height, >, 0);
  g_assert_cmpfloat_with_epsilon (bounds.size.height, MAX (share * height, 2), 1);
}

/* Nothing at all, days that were given back, and more than a number should be. */
static void
test_extremes (void)
{
  static const struct
  {
    gint64      amount;
    const char *top;
    double      share; /* the last day's */
    const char *first;
    const char *last;
  } cases[] = {
    { 0, "", 0, "17 October: $0.00, 1 payment", "Today: $0.00, 1 payment" },
    { -100, "", 0, "17 October: $0.00, 1 payment", "Today: -$29.00, 1 payment" },
    { G_MAXINT64 / PL_OVERVIEW_N_DAYS, "$89,159,263,022,929,499.40", 1, "17 October: $0.00, 1 payment",
      "Today: $89,159,263,022,929,499.40, 1 payment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PlOverviewFacts) facts = create_facts (cases[i].amount);
      GtkWidget                  *window = gtk_window_new ();
      GtkWidget                  *chart = g_object_new (PL_TYPE_INCOME_CHART, NULL);
      GtkWidget                  *first = NULL;
      GtkWidget                  *last = NULL;
      GtkWidget                  *top = NULL;
      guint                       n_bars = 0;

      gtk_window_set_child (GTK_WINDOW (window), chart);
      gtk_window_present (GTK_WINDOW (window));
      pl_income_chart_set_facts (PL_INCOME_CHART (chart), facts, "USD");
      gtk_test_widget_wait_for_draw (window);

      for (GtkWidget *child = gtk_widget_get_first_child (chart); child; child = gtk_widget_get_next_sibling (child))
        {
          if (GTK_IS_LABEL (child))
            top = child;
          if (!PL_IS_INCOME_BAR (child))
            continue;
          if (n_bars++ == 0)
            first = child;
          last = child;
        }
      g_assert_cmpuint (n_bars, ==, PL_OVERVIEW_N_DAYS);
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (top)), ==, cases[i].top);
      assert_bar (first, 0, cases[i].first);
      assert_bar (last, cases[i].share, cases[i].last);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/income-chart/top", test_top);
  g_test_add_data_func ("/income-chart/keyboard", NULL, test_keyboard);
  g_test_add_data_func ("/income-chart/keyboard-right-to-left", "", test_keyboard);
  g_test_add_func ("/income-chart/extremes", test_extremes);

  return g_test_run ();
}
