/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the program that is tested: whether a person sees where the keyboard is, and all of each word. GIO loads it
 * as a module, and a test asks it over the bus; from outside nobody can take a picture of the same window without its
 * focus, and nobody is told where a text was cut. */
#include <adwaita.h>
#include <dlfcn.h>

#define NAME "io.github.paylinks.Eyes"
#define PATH "/io/github/paylinks/Eyes"
#define PATIENCE 3 /* seconds for a frame */
#define MARGIN 8   /* pixels around a widget, where rings are drawn */
#define FOCUS_FLAGS (GTK_STATE_FLAG_FOCUSED | GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_FOCUS_WITHIN)
/* One channel of a pixel that differs by so much of 255 is a difference. */
#define NOTICED 20

static const char interface[] =
  "<node>"
  "  <interface name='" NAME "'>"
  /* Whose turn it is, what that is, where it stands in the tree, and what of it changes in each look:
   * name of the look, pixels that change, and the largest contrast among them. */
  "    <method name='Look'>"
  "      <arg type='s' direction='out'/><arg type='s' direction='out'/><arg type='s' direction='out'/>"
  "      <arg type='a(sud)' direction='out'/>"
  "    </method>"
  /* Back to the look that the session has. */
  "    <method name='Rest'/>"
  /* Whether rings are taken away, to see that this is seen. */
  "    <method name='Blind'><arg type='b' direction='in'/></method>"
  /* Texts that end in an ellipsis for want of room, and where they stand in the tree. */
  "    <method name='Cut'><arg type='a(ss)' direction='out'/></method>"
  "  </interface>"
  "</node>";

typedef struct
{
  const char    *name;
  AdwColorScheme scheme;
  gboolean       high_contrast;
} LookName;

static const LookName looks[] = {
  { "light", ADW_COLOR_SCHEME_FORCE_LIGHT, FALSE },
  { "dark", ADW_COLOR_SCHEME_FORCE_DARK, FALSE },
  { "high contrast", ADW_COLOR_SCHEME_FORCE_LIGHT, TRUE },
  { "dark high contrast", ADW_COLOR_SCHEME_FORCE_DARK, TRUE },
};

typedef struct
{
  int        width;
  int        height;
  guchar    *pixels; /* (owned): blue first */
} Picture;

static void
picture_clear (Picture *picture)
{
  g_clear_pointer (&picture->pixels, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

static gboolean
give_up_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *painted)
{
  *painted = TRUE;
}

static void
wait_for_frame (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gboolean late = FALSE;
  gulong handler;
  guint source;

  if (clock == NULL)
    return;

  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);
  source = g_timeout_add_seconds (PATIENCE, give_up_cb, &late);
  gtk_widget_queue_draw (widget);
  while (!painted && !late)
    g_main_context_iteration (NULL, TRUE);
  if (!late)
    g_source_remove (source);
  g_signal_handler_disconnect (clock, handler);
}

/* What draws the ring of a text is the row or the entry around it. */
static GtkWidget *
find_frame (GtkWidget *focus)
{
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget) ||
          GTK_IS_SPIN_BUTTON (widget) || GTK_IS_PASSWORD_ENTRY (widget))
        return widget;
      if (GTK_IS_NATIVE (widget))
        break;
    }

  if (GTK_IS_TEXT_VIEW (focus) && gtk_widget_get_parent (focus) != NULL)
    focus = gtk_widget_get_parent (focus);

  return GTK_IS_TEXT (focus) && gtk_widget_get_parent (focus) != NULL ? gtk_widget_get_parent (focus) : focus;
}

static void
take_picture (GtkWidget *focus,
              Picture   *picture)
{
  GtkNative *native = gtk_widget_get_native (focus);
  GtkWidget *window = GTK_WIDGET (native);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds, whole;

  wait_for_frame (window);
  if (!gtk_widget_compute_bounds (find_frame (focus), window, &bounds))
    return;
  graphene_rect_inset (&bounds, -MARGIN, -MARGIN);
  graphene_rect_round_extents (&bounds, &bounds);
  graphene_rect_init (&whole, 0, 0, gtk_widget_get_width (window), gtk_widget_get_height (window));
  if (!graphene_rect_intersection (&bounds, &whole, &bounds))
    return;

  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable, snapshot, whole.size.width, whole.size.height);
  node = gtk_snapshot_to_node (snapshot);
  if (node == NULL)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (native), node, &bounds);
  picture->width = gdk_texture_get_width (texture);
  picture->height = gdk_texture_get_height (texture);
  picture->pixels = g_malloc0_n (picture->height, picture->width * 4);
  gdk_texture_download (texture, picture->pixels, picture->width * 4);
}

static double
get_channel (guchar value)
{
  const double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) * ((part + 0.055) / 1.055) * (0.4 + 0.6 * part);
}

static double
get_luminance (const guchar *pixel)
{
  return 0.0722 * get_channel (pixel[0]) + 0.7152 * get_channel (pixel[1]) + 0.2126 * get_channel (pixel[2]);
}

static guint
compare (const Picture *one,
         const Picture *other,
         double        *contrast)
{
  guint count = 0;

  *contrast = 1;
  if (one->pixels == NULL || other->pixels == NULL || one->width != other->width || one->height != other->height)
    return 0;

  for (int i = 0; i < one->width * one->height; i++)
    {
      const guchar *a = one->pixels + 4 * i;
      const guchar *b = other->pixels + 4 * i;
      const int difference = MAX (MAX (ABS (a[0] - b[0]), ABS (a[1] - b[1])), ABS (a[2] - b[2]));

      if (difference >= NOTICED)
        {
          const double light = get_luminance (a) + 0.05;
          const double dark = get_luminance (b) + 0.05;

          count++;
          *contrast = MAX (*contrast, MAX (light / dark, dark / light));
        }
    }

  return count;
}

/* As right after Tab, or as when the keyboard is somewhere else; and no more than that: nothing is told of it.
 * (A window shows where the keyboard is for some seconds only.) */
static void
set_focused (GtkWidget *focus,
             gboolean   selected,
             gboolean   focused)
{
  /* A menu shows it as the choice that it is. */
  if (selected && focused)
    gtk_widget_set_state_flags (focus, GTK_STATE_FLAG_SELECTED, FALSE);
  else if (selected)
    gtk_widget_unset_state_flags (focus, GTK_STATE_FLAG_SELECTED);

  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (focused)
        gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_FOCUS_VISIBLE | GTK_STATE_FLAG_FOCUS_WITHIN |
                                    (widget == focus ? GTK_STATE_FLAG_FOCUSED : 0), FALSE);
      else
        gtk_widget_unset_state_flags (widget, FOCUS_FLAGS);
      /* libadwaita's own way to say it to its style sheet. */
      if (ADW_IS_ENTRY_ROW (widget) && GTK_IS_TEXT (focus) && focused)
        gtk_widget_add_css_class (widget, "focused");
      else if (ADW_IS_ENTRY_ROW (widget) && GTK_IS_TEXT (focus))
        gtk_widget_remove_css_class (widget, "focused");
    }
}

static void
put_on (const LookName *look)
{
  static GSettings *settings; /* one for all, or each would be told of the other's change later */
  g_autoptr (GSettingsSchema) schema =
    g_settings_schema_source_lookup (g_settings_schema_source_get_default (), "org.gnome.desktop.a11y.interface", TRUE);

  if (settings == NULL && schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  if (settings != NULL)
    g_settings_set_boolean (settings, "high-contrast", look != NULL && look->high_contrast);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      look != NULL ? look->scheme : ADW_COLOR_SCHEME_DEFAULT);
}

static GtkWidget *
find_focus (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      /* The one that another hides is active in its own eyes. */
      if (gtk_window_is_active (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        /* Tab in a window with one stop moves nothing, and GTK shows nothing anew: what shows is looked at anyway. */
        return gtk_window_get_focus (window);
    }

  return NULL;
}

static char *
describe (GtkWidget *focus)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      g_auto (GStrv) classes = gtk_widget_get_css_classes (widget);

      g_string_append_printf (words, "%s%s", words->len > 0 ? " < " : "", G_OBJECT_TYPE_NAME (widget));
      for (guint i = 0; classes[i] != NULL; i++)
        if (!g_str_equal (classes[i], "background"))
          g_string_append_printf (words, ".%s", classes[i]);
    }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
get_words (GtkWidget *focus)
{
  const char *tooltip = gtk_widget_get_tooltip_text (focus);
  GtkWidget *row = gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW);

  if (GTK_IS_BUTTON (focus) && gtk_button_get_label (GTK_BUTTON (focus)) != NULL)
    return g_strdup (gtk_button_get_label (GTK_BUTTON (focus)));
  if (tooltip != NULL)
    return g_strdup (tooltip);
  if (row != NULL)
    return g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_strdup (gtk_widget_get_name (focus));
}

/* What looked right once looks right again. */
static GHashTable *seen;

static void
look_at (GtkWidget       *focus,
         const char      *description,
         GVariantBuilder *results)
{
  static gboolean backwards; /* so that most looks need not be put on twice */
  const gboolean selected = g_str_equal (G_OBJECT_TYPE_NAME (focus), "GtkModelButton") &&
                            (gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_SELECTED) != 0;
  gboolean all = TRUE;

  if (seen == NULL)
    seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (g_hash_table_contains (seen, description))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const LookName *look = &looks[backwards ? G_N_ELEMENTS (looks) - 1 - i : i];
      g_auto (Picture) with = { 0 };
      g_auto (Picture) without = { 0 };
      double contrast;
      guint count;

      put_on (look);
      set_focused (focus, selected, FALSE);
      take_picture (focus, &without);
      set_focused (focus, selected, TRUE);
      take_picture (focus, &with);
      count = compare (&with, &without, &contrast);
      all &= count > 0;
      g_variant_builder_add (results, "(sud)", look->name, count, contrast);
    }

  backwards = !backwards;
  if (all)
    g_hash_table_add (seen, g_strdup (description));
}

static void
look (GDBusMethodInvocation *invocation)
{
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sud)"));
  GtkWidget *focus = find_focus ();
  g_autoptr (GtkWidget) held = focus != NULL ? g_object_ref (focus) : NULL;
  g_autofree char *number = g_strdup_printf ("%p", (void *) focus);
  g_autofree char *description = focus != NULL ? describe (focus) : g_strdup ("");
  g_autofree char *words = focus != NULL ? get_words (focus) : g_strdup ("");

  if (focus != NULL)
    look_at (focus, description, &results);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(sssa(sud))", number, words, description,
                                                                    &results));
}

static void
find_cut (GtkWidget       *widget,
          GVariantBuilder *results)
{
  if (!gtk_widget_get_mapped (widget))
    return;

  if (GTK_IS_LABEL (widget) && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    {
      g_autofree char *description = describe (widget);

      g_variant_builder_add (results, "(ss)", gtk_label_get_text (GTK_LABEL (widget)), description);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_cut (child, results);
}

static void
list_cut (GDBusMethodInvocation *invocation)
{
  g_auto (GVariantBuilder) results = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ss)"));
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      find_cut (window, &results);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ss))", &results));
}

static void
make_blind (gboolean blind)
{
  static GtkCssProvider *provider;

  if (provider == NULL)
    {
      provider = gtk_css_provider_new ();
      gtk_css_provider_load_from_data (provider, "* { outline: none; box-shadow: none; transition: none; }", -1);
    }
  if (blind)
    gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), G_MAXUINT);
  else
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider));
  g_clear_pointer (&seen, g_hash_table_unref);
}

static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *name,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  gboolean blind;

  if (g_str_equal (method, "Look"))
    {
      look (invocation);
      return;
    }

  if (g_str_equal (method, "Cut"))
    {
      list_cut (invocation);
      return;
    }

  if (g_str_equal (method, "Blind"))
    {
      g_variant_get (parameters, "(b)", &blind);
      make_blind (blind);
    }
  else
    {
      put_on (NULL);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
bus_cb (GDBusConnection *bus,
        const char      *name,
        gpointer         user_data)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL };
  g_autoptr (GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface, NULL);

  g_dbus_connection_register_object (bus, PATH, info->interfaces[0], &vtable, NULL, NULL, NULL);
}

static gboolean
open_cb (gpointer user_data)
{
  g_bus_own_name (G_BUS_TYPE_SESSION, NAME, G_BUS_NAME_OWNER_FLAGS_NONE, bus_cb, NULL, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

void g_io_eyes_load (GIOModule *module);
void g_io_eyes_unload (GIOModule *module);
char **g_io_eyes_query (void);

/* Called in each program that is started with the module, also in those without windows. */
void
g_io_eyes_load (GIOModule *module)
{
  g_type_module_use (G_TYPE_MODULE (module));
  if (dlsym (RTLD_DEFAULT, "adw_init") != NULL)
    g_idle_add (open_cb, NULL);
}

void
g_io_eyes_unload (GIOModule *module)
{
}

char **
g_io_eyes_query (void)
{
  return g_new0 (char *, 1);
}
