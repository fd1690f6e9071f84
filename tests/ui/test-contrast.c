/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What our own style sheets paint is told from what is behind it: as WCAG 2 has it, 4.5 : 1 for words and 3 : 1 for
 * signs; in high contrast 7 : 1 for words. The colours are measured where they come together, in pixels. */
#include <math.h>

#include "ui-fixture.h"
#include "ui/window/pl-contrast.h"

#define WORDS 4.5
#define SIGNS 3.0
#define WORDS_IN_HIGH_CONTRAST 7.0
/* Stands for any letter, and has no soft edges where it is looked at. */
#define LETTER "███"
#define MARGIN 12
/* Two pixels at both sides of a letter: above and below it the ring may be outside of the window. */
#define LEAST_RING 60
#define RESOURCES "/io/github/paylinks/Paylinks/"

typedef struct
{
  const char *selector; /* as in the style sheet */
  const char *path;     /* (nullable) nodes from the outside in, the last of them written: name.class:selected */
  double      least;
  gboolean    only_high; /* what cannot be pressed is pale elsewhere */
} Row;

/* Where a link's state stands: on the window, in a list of rows, in the row that is chosen. */
#define STATE(class)                                                                                                   \
  { "." class, "box > label." class, WORDS }, { "." class, "list.boxed-list > row > label." class, WORDS },            \
  { "." class, "listview.navigation-sidebar > row:selected > label." class, WORDS }

static const Row rows[] = {
  { ".environment-practice", "box.environment-bar.environment-practice > label", 7 },
  { ".environment-test", "box.environment-bar.environment-test > label", 7 },
  { ".environment-custom", "box.environment-bar.environment-custom > label", 7 },
  { ".session-bar", "box.session-bar > label", WORDS },
  { ".session-bar.problem", "box.session-bar.problem > label", WORDS },
  { ".refused .intent-icon", "row.refused > image.intent-icon", SIGNS },
  { ".recipients > row.error .title", "list.recipients.boxed-list > row.error > label.title", WORDS },
  STATE ("state-open"),
  STATE ("state-paid"),
  STATE ("state-expired"),
  STATE ("state-switched-off"),
  STATE ("state-unknown"),
  STATE ("state-problem"),
  STATE ("state-refunded"),
  STATE ("link-row-note"),
  STATE ("link-row-note-strong"),
  STATE ("dim-label"),
  { "row .subtitle", "list.boxed-list > row > label.subtitle", WORDS },
  { ".amount-entry text > placeholder", "box.amount-entry > entry > text > placeholder", WORDS },
  { ".amount-entry text > placeholder", "box.amount-entry > entry:disabled > text > placeholder", WORDS },
  { "button.suggested-action:disabled", "box > button.suggested-action:disabled > label", WORDS, TRUE },
  { "button.destructive-action:disabled", "box > button.destructive-action:disabled > label", WORDS, TRUE },
  { "income-chart bar", "income-chart > bar", SIGNS },
  { "income-chart bar.chosen", "income-chart > bar.chosen", SIGNS },
  /* The code on it is black, and painted by us. */
  { ".counter-code", NULL, 0 },
};

/* What takes the keyboard and has a style of ours, or stands on a colour of ours. */
static const char *const stops[] = {
  "box > button",
  "box > button.flat",
  "box > button.flat.overview-button",
  "box > button.flat.filter-chip",
  "box > button.pill.suggested-action",
  "box > button.welcome-choice",
  "box.linked > button.suggested-action",
  "box.pick-bar > button",
  "box.session-bar > button",
  "box.session-bar.problem > button",
  "box.refresh-line > button",
  "box.amount-entry > entry",
  "box.qr-buttons > flowboxchild > button",
  "box.action-area > flowboxchild > button.suggested-action",
  "list.boxed-list > row",
  "listview.navigation-sidebar > row",
  "income-chart > bar",
  "income-chart > bar.chosen",
};

static GtkWidget *
create_node (const char *words,
             gboolean    is_last)
{
  g_auto (GStrv) states = g_strsplit (words, ":", -1);
  g_auto (GStrv) classes = g_strsplit (states[0], ".", -1);
  GtkWidget     *node = g_object_new (is_last ? GTK_TYPE_LABEL : GTK_TYPE_BOX, "css-name", classes[0], NULL);

  if (is_last)
    {
      gtk_label_set_label (GTK_LABEL (node), LETTER);
      gtk_widget_set_margin_start (node, MARGIN);
      gtk_widget_set_margin_end (node, MARGIN);
    }
  for (guint i = 1; classes[i] != NULL; i++)
    gtk_widget_add_css_class (node, classes[i]);
  if (g_strv_contains ((const char *const *) states, "disabled"))
    gtk_widget_set_sensitive (node, FALSE);
  if (g_strv_contains ((const char *const *) states, "selected"))
    gtk_widget_set_state_flags (node, GTK_STATE_FLAG_SELECTED, FALSE);

  return node;
}

/* The innermost is returned, and the outermost is the window's child. */
static GtkWidget *
create_path (GtkWindow  *window,
             const char *path)
{
  g_auto (GStrv) nodes = g_strsplit (path, " > ", -1);
  GtkWidget     *inner = NULL;

  for (guint i = 0; nodes[i] != NULL; i++)
    {
      GtkWidget *node = create_node (nodes[i], nodes[i + 1] == NULL);

      if (inner == NULL)
        gtk_window_set_child (window, node);
      else
        gtk_box_append (GTK_BOX (inner), node);
      inner = node;
    }

  return inner;
}

static void
set_scheme (const char *scheme)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      g_str_equal (scheme, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                                   : ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static GdkTexture *
paint (GtkWidget *window)
{
  g_autoptr (GdkPaintable)  paintable = gtk_widget_paintable_new (window);
  GtkSnapshot              *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);

  return gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                      &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (window),
                                                           (float) gtk_widget_get_height (window)));
}

static double
get_linear (guchar value)
{
  double part = value / 255.;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

/* Of GDK_MEMORY_DEFAULT: blue, green, red on the machines of today, all of them opaque. */
static double
get_luminance (const guchar *pixel)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  return 0.2126 * get_linear (pixel[2]) + 0.7152 * get_linear (pixel[1]) + 0.0722 * get_linear (pixel[0]);
#else
  return 0.2126 * get_linear (pixel[1]) + 0.7152 * get_linear (pixel[2]) + 0.0722 * get_linear (pixel[3]);
#endif
}

static double
measure (const char *path)
{
  GtkWidget              *window = gtk_window_new ();
  GtkWidget              *word = create_path (GTK_WINDOW (window), path);
  g_autoptr (GdkTexture)  texture = NULL;
  g_autofree guchar      *pixels = NULL;
  graphene_rect_t         box;
  gsize                   stride;
  double                  one, other;
  const guchar           *line;

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  texture = paint (window);
  stride = (gsize) gdk_texture_get_width (texture) * 4;
  pixels = g_malloc (stride * (gsize) gdk_texture_get_height (texture));
  gdk_texture_download (texture, pixels, stride);

  g_assert_true (gtk_widget_compute_bounds (word, window, &box));
  line = pixels + stride * (gsize) (box.origin.y + box.size.height / 2);
  one = get_luminance (line + 4 * (gsize) (box.origin.x + box.size.width / 2));
  other = get_luminance (line + 4 * (gsize) (box.origin.x - 2));
  gtk_window_destroy (GTK_WINDOW (window));

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

static guint32 *
paint_pixels (GtkWidget *window,
              gsize     *n_pixels)
{
  g_autoptr (GdkTexture) texture = paint (window);
  gsize                  width = (gsize) gdk_texture_get_width (texture);
  guint32               *pixels;

  *n_pixels = width * (gsize) gdk_texture_get_height (texture);
  pixels = g_new (guint32, *n_pixels);
  gdk_texture_download (texture, (guchar *) pixels, width * 4);

  return pixels;
}

/* How many pixels look different when it has the keyboard. */
static guint
count_changed_by_focus (const char *path)
{
  GtkWidget          *window = gtk_window_new ();
  GtkWidget          *stop = create_path (GTK_WINDOW (window), path);
  g_autofree guint32 *without = NULL;
  g_autofree guint32 *with = NULL;
  gsize               n_pixels;
  guint               n_changed = 0;

  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  without = paint_pixels (window, &n_pixels);
  gtk_widget_set_state_flags (stop,
                              GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_FOCUS_WITHIN,
                              FALSE);
  gtk_test_widget_wait_for_draw (window);
  with = paint_pixels (window, &n_pixels);
  for (gsize i = 0; i < n_pixels; i++)
    n_changed += without[i] != with[i];
  gtk_window_destroy (GTK_WINDOW (window));

  return n_changed;
}

/* Wherever Tab stops. */
static void
test_focus (gconstpointer data)
{
  set_scheme (data);
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      guint n_changed = count_changed_by_focus (stops[i]);

      g_test_message ("%6u %s", n_changed, stops[i]);
      g_assert_cmpuint (n_changed, >=, LEAST_RING);
    }
  g_assert_cmpuint (count_changed_by_focus ("box > image"), ==, 0);
}

static void
test_measure (void)
{
  /* Black on white, or nearly so: what is measured is the letter, and what is behind it. */
  g_assert_cmpfloat (measure ("box > label"), >, 9);
  g_assert_cmpfloat (measure ("box.environment-bar.environment-custom > label"), <, 8);
}

static void
test_contrast (gconstpointer data)
{
  gboolean high = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  gboolean failed = FALSE;

  set_scheme (data);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double least = high && rows[i].least > SIGNS ? WORDS_IN_HIGH_CONTRAST : rows[i].least;
      double ratio;

      if (rows[i].path == NULL || (rows[i].only_high && !high))
        continue;

      ratio = measure (rows[i].path);
      g_test_message ("%5.2f %s", ratio, rows[i].path);
      if (ratio < least)
        {
          failed = TRUE;
          g_test_message ("too little: %.2f, not %.1f", ratio, least);
        }
    }
  g_assert_false (failed);
}

static gboolean
is_listed (const char *selector)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].selector, selector))
        return TRUE;
    }

  return FALSE;
}

/* Whoever writes a new rule that colours something adds where it is read. */
static void
test_all_listed (gconstpointer data)
{
  g_autoptr (GBytes)     bytes = g_resources_lookup_data (data, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GRegex)     comments = g_regex_new ("/\\*.*?\\*/", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GRegex)     colours = g_regex_new ("(^|\\s)(background-color|color|opacity):", 0, 0, NULL);
  g_autofree char       *text = NULL;
  g_auto (GStrv)         rules = NULL;
  guint                  n_coloured = 0;

  g_assert_nonnull (bytes);
  text = g_regex_replace_literal (comments, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), 0, "", 0,
                                  NULL);
  rules = g_strsplit (text, "}", -1);
  for (char **rule = rules; *rule != NULL; rule++)
    {
      g_auto (GStrv) halves = g_strsplit (*rule, "{", 2);
      g_auto (GStrv) selectors = NULL;

      if (halves[0] == NULL || halves[1] == NULL || !g_regex_match (colours, halves[1], 0, NULL))
        continue;

      n_coloured++;
      selectors = g_strsplit (halves[0], ",", -1);
      for (char **selector = selectors; *selector != NULL; selector++)
        {
          if (!is_listed (g_strstrip (*selector)))
            g_error ("%s: nobody measures how “%s” reads", (const char *) data, *selector);
        }
    }
  g_assert_cmpuint (n_coloured, >, 0);
}

/* As AdwApplication does. */
static void
add_sheet (const char *path,
           guint       priority)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), priority);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  add_sheet (RESOURCES "style.css", GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  pl_contrast_watch ();

  g_test_add_func ("/contrast/measure", test_measure);
  g_test_add_data_func ("/contrast/light", "light", test_contrast);
  g_test_add_data_func ("/contrast/dark", "dark", test_contrast);
  g_test_add_data_func ("/contrast/focus-light", "light", test_focus);
  g_test_add_data_func ("/contrast/focus-dark", "dark", test_focus);
  g_test_add_data_func ("/contrast/all-listed", RESOURCES "style.css", test_all_listed);
  g_test_add_data_func ("/contrast/all-listed-high", RESOURCES "high-contrast.css", test_all_listed);

  return g_test_run ();
}
