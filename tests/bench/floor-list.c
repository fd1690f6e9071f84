/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list that GTK's manual would have you write: an object a link in a GListStore, a GtkFilterListModel and a
 * GtkSortListModel over it, labels in rows. floor-list LINKS measures it; floor-list LINKS --stay shows it. */
#include <adwaita.h>
#include <malloc.h>
#include <unistd.h>

#include "bench-support.h"
#include "frame-meter.h"

#define FLOOR_TYPE_LINK (floor_link_get_type ())
G_DECLARE_FINAL_TYPE (FloorLink, floor_link, FLOOR, LINK, GObject)

struct _FloorLink
{
  GObject parent_instance;

  char   *reference;
  char   *description;
  char   *status;
  char   *text; /* what is searched, folded */
  gint64  amount;
  char    currency[4];
};

G_DEFINE_FINAL_TYPE (FloorLink, floor_link, G_TYPE_OBJECT)

typedef struct
{
  GtkWidget       *window;
  GtkWidget       *view;
  GListStore      *store;
  GtkFilter       *filter;
  GtkSortListModel *sorted;
  char            *wanted; /* (nullable) folded */
} List;

static void
floor_link_finalize (GObject *object)
{
  FloorLink *self = FLOOR_LINK (object);

  g_free (self->reference);
  g_free (self->description);
  g_free (self->status);
  g_free (self->text);

  G_OBJECT_CLASS (floor_link_parent_class)->finalize (object);
}

static void
floor_link_class_init (FloorLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = floor_link_finalize;
}

static void
floor_link_init (FloorLink *self)
{
}

static FloorLink *
floor_link_new (guint number)
{
  FloorLink       *self = g_object_new (FLOOR_TYPE_LINK, NULL);
  g_autofree char *text = NULL;
  BenchLink        link;

  bench_link_get (&link, number);
  text = g_strdup_printf ("%s\n%s\n%s\n%s", link.reference, link.order_id, link.description, link.id);
  self->reference = g_strdup (link.reference);
  self->description = g_strdup (link.description);
  self->status = g_strdup (link.status);
  self->text = g_utf8_casefold (text, -1);
  self->amount = link.amount;
  g_strlcpy (self->currency, link.currency, sizeof self->currency);

  return self;
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  List *list = user_data;

  return list->wanted == NULL || strstr (FLOOR_LINK (item)->text, list->wanted) != NULL;
}

static int
compare_amounts (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const FloorLink *left = a;
  const FloorLink *right = b;

  return (left->amount > right->amount) - (left->amount < right->amount);
}

static int
compare_references (gconstpointer a,
                    gconstpointer b,
                    gpointer      user_data)
{
  return strcmp (((const FloorLink *) a)->reference, ((const FloorLink *) b)->reference);
}

static GtkWidget *
add_label (GtkWidget *box,
           gboolean   expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (row), top);
  g_object_set_data (G_OBJECT (item), "amount", add_label (top, TRUE));
  g_object_set_data (G_OBJECT (item), "status", add_label (top, FALSE));
  g_object_set_data (G_OBJECT (item), "reference", add_label (row, TRUE));
  g_object_set_data (G_OBJECT (item), "description", add_label (row, TRUE));
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item)
{
  FloorLink       *link = gtk_list_item_get_item (item);
  g_autofree char *amount = g_strdup_printf ("%s %.2f", link->currency, (double) link->amount / 100);

  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "amount"), amount);
  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "status"), link->status);
  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "reference"), link->reference);
  gtk_label_set_text (g_object_get_data (G_OBJECT (item), "description"), link->description);
}

static void
search (const char *text,
        gpointer    user_data)
{
  List *list = user_data;

  g_free (list->wanted);
  list->wanted = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (list->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
search_changed_cb (GtkSearchEntry *entry,
                   List           *list)
{
  search (gtk_editable_get_text (GTK_EDITABLE (entry)), list);
}

static void
fill_store (List  *list,
            guint  n_links)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);
  double                before = bench_memory (getpid (), "Private");

  /* The newest first, as ours. */
  for (guint i = n_links; i > 0; i--)
    g_ptr_array_add (links, floor_link_new (i - 1));
  g_list_store_splice (list->store, 0, 0, links->pdata, links->len);
  g_ptr_array_set_size (links, 0);
  malloc_trim (0);
  bench_print ("bytes-per-link", (bench_memory (getpid (), "Private") - before) / n_links);
}

static void
present (List *list)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *entry = gtk_search_entry_new ();
  GtkWidget          *scrolled = gtk_scrolled_window_new ();
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *filtered;

  list->filter = GTK_FILTER (gtk_custom_filter_new (matches, list, NULL));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (list->store)), g_object_ref (list->filter));
  list->sorted = gtk_sort_list_model_new (G_LIST_MODEL (filtered), NULL);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list->view = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (list->sorted))),
                                  factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list->view);
  gtk_widget_set_vexpand (scrolled, TRUE);

  g_object_set (entry, "search-delay", 0, NULL);
  g_signal_connect (entry, "search-changed", G_CALLBACK (search_changed_cb), list);

  list->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (list->window), 980, 680);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_window_set_content (ADW_WINDOW (list->window), box);
  gtk_window_set_focus (GTK_WINDOW (list->window), entry);
  gtk_window_present (GTK_WINDOW (list->window));
}

static guint
hash_labels (GtkWidget *widget)
{
  guint hash = GTK_IS_LABEL (widget) ? g_str_hash (gtk_label_get_text (GTK_LABEL (widget))) : 5381;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    hash = hash * 33 + hash_labels (child);

  return hash;
}

static void
sort_step (gpointer user_data)
{
  List *list = user_data;

  gtk_sort_list_model_set_sorter (list->sorted, g_object_get_data (G_OBJECT (list->window), "sorter"));
}

static void
sort (List             *list,
      FrameMeter       *meter,
      GCompareDataFunc  compare,
      const char       *name)
{
  FrameTimes times;

  if (compare != NULL)
    g_object_set_data_full (G_OBJECT (list->window), "sorter", gtk_custom_sorter_new (compare, NULL, NULL),
                            g_object_unref);
  else
    g_object_set_data (G_OBJECT (list->window), "sorter", NULL);
  frame_meter_step (meter, sort_step, list, &times);
  if (name != NULL)
    bench_print (name, times.right);
}

static void
measure (List *list)
{
  FrameMeter *meter = frame_meter_new (GTK_LIST_VIEW (list->view), hash_labels);

  frame_meter_rest (meter);
  frame_meter_run_keys (meter, search, list);
  sort (list, meter, compare_amounts, "sort-amount");
  sort (list, meter, NULL, NULL);
  sort (list, meter, compare_references, "sort-text");
  sort (list, meter, NULL, NULL);
  frame_meter_run_scroll (meter);
  frame_meter_free (meter);
}

int
main (int   argc,
      char *argv[])
{
  List list = { 0 };

  if (argc < 2)
    return 2;

  adw_init ();
  list.store = g_list_store_new (FLOOR_TYPE_LINK);
  fill_store (&list, (guint) atoi (argv[1]));
  present (&list);
  gtk_test_widget_wait_for_draw (list.window);

  if (argc > 2)
    {
      while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
        g_main_context_iteration (NULL, TRUE);
    }
  else
    {
      measure (&list);
    }

  return 0;
}
