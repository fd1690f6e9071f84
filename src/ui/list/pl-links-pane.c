/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search and filters are the model's; this is how they are asked for and what is seen of the answer. */
#include "config.h"

#include "pl-links-pane.h"

#include <glib/gi18n.h>

#include "core/pl-core-enum-types.h"
#include "payroc/payroc-enum-types.h"
#include "pl-link-row.h"

struct _PlLinksPane
{
  AdwBin              parent_instance;

  PlSession          *session;         /* (owned) (nullable) */
  PlLinkList         *links;           /* (owned) (nullable) */
  GtkSingleSelection *selection;       /* (owned) (nullable) */
  GSignalGroup       *link_signals;    /* (owned) of the links */
  char               *link_id;         /* (owned) (nullable) */
  gboolean            search_mode;
  gboolean            folded;
  gboolean            following;       /* the selection moves because the list did, not because somebody chose */
  PayrocLinkStatus    status;          /* filters survive a change of account */
  PayrocLinkKind      kind;
  PlLinkSort          sort;
  gboolean            reversed;

  GtkSearchBar       *search_bar;      /* (unowned) template, as all below */
  GtkSearchEntry     *search_entry;
  GtkRevealer        *filter_revealer;
  GtkLabel           *filter_label;
  GtkStack           *stack;
  GtkScrolledWindow  *scrolled_window;
  GtkListView        *list_view;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_SEARCH_MODE,
  PROP_LINK_ID,
  PROP_FOLDED,
  PROP_STATUS,
  PROP_KIND,
  PROP_SORT,
  PROP_REVERSED,
} PlLinksPaneProperty;

static GParamSpec *properties[PROP_REVERSED + 1];

G_DEFINE_FINAL_TYPE (PlLinksPane, pl_links_pane, ADW_TYPE_BIN)

static void
show_page (PlLinksPane *self)
{
  guint    n_total = self->links != NULL ? pl_link_list_get_n_total (self->links) : 0;
  guint    n_matching = self->links != NULL ? pl_link_list_get_n_matching (self->links) : 0;
  gboolean ready = self->links != NULL && pl_link_list_get_ready (self->links);
  gboolean filtered = self->status != PAYROC_LINK_STATUS_UNKNOWN || self->kind != PAYROC_LINK_KIND_UNKNOWN;
  g_autofree char *text = NULL;

  if (n_matching > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!ready)
    gtk_stack_set_visible_child_name (self->stack, "reading");
  else
    gtk_stack_set_visible_child_name (self->stack, n_total > 0 ? "no-match" : "empty");

  /* Translators: how many links are shown of how many there are. */
  text = g_strdup_printf (ngettext ("%u of %u link", "%u of %u links", n_total), n_matching, n_total);
  gtk_label_set_text (self->filter_label, text);
  gtk_revealer_set_reveal_child (self->filter_revealer, filtered && n_total > 0);
}

static void
apply_filters (PlLinksPane *self)
{
  if (self->links != NULL)
    g_object_set (self->links,
                  "search", gtk_editable_get_text (GTK_EDITABLE (self->search_entry)),
                  "statuses", self->status != PAYROC_LINK_STATUS_UNKNOWN ? 1u << self->status : 0,
                  "kind", self->kind,
                  "sort", self->sort,
                  "reversed", self->reversed,
                  NULL);
  show_page (self);
}

/* What matches begins at the top, and there only few rows have to be made. */
static void
scroll_to_top (PlLinksPane *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}

static void
open_item (PlLinksPane *self,
           PlLinkItem  *item)
{
  PayrocLink *link = item != NULL ? pl_link_item_get_link (item) : NULL;

  if (link != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-link", "s", payroc_link_get_id (link));
}

static void
selected_cb (PlLinksPane *self)
{
  if (!self->following && !self->folded)
    open_item (self, gtk_single_selection_get_selected_item (self->selection));
}

static void
chosen_position_cb (PlLinksPane *self)
{
  guint position;

  g_object_get (self->links, "chosen-position", &position, NULL);
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->links)))
    position = GTK_INVALID_LIST_POSITION;

  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->following = FALSE;
}

/* Enter, on a row that has the focus and need not be selected; a click, when a link covers the list. */
static void
activate_cb (PlLinksPane *self,
             guint        position)
{
  g_autoptr (PlLinkItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  open_item (self, item);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          PlLinksPane              *self)
{
  gtk_list_item_set_child (list_item, pl_link_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         PlLinksPane              *self)
{
  pl_link_row_set_item (PL_LINK_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           PlLinksPane              *self)
{
  pl_link_row_set_item (PL_LINK_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
search_changed_cb (PlLinksPane *self)
{
  scroll_to_top (self);
  apply_filters (self);
}

/* Enter goes from the search to what it found. */
static void
search_activated_cb (PlLinksPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
show_all_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlLinksPane *self = PL_LINKS_PANE (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  g_object_set (self, "status", PAYROC_LINK_STATUS_UNKNOWN, "kind", PAYROC_LINK_KIND_UNKNOWN, NULL);
}

static void
set_session (PlLinksPane *self,
             PlSession   *session)
{
  if (!g_set_object (&self->session, session))
    return;

  gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->links);
  if (session != NULL)
    {
      self->links = pl_session_create_link_list (session);
      self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->links)));
      gtk_single_selection_set_autoselect (self->selection, FALSE);
      gtk_single_selection_set_can_unselect (self->selection, TRUE);
      g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
    }
  g_signal_group_set_target (self->link_signals, self->links);
  apply_filters (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
set_link_id (PlLinksPane *self,
             const char  *link_id)
{
  if (g_strcmp0 (self->link_id, link_id) == 0)
    return;

  g_free (self->link_id);
  self->link_id = g_strdup (link_id);
  if (self->links != NULL)
    g_object_set (self->links, "chosen", link_id, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_ID]);
}

static void
set_folded (PlLinksPane *self,
            gboolean     folded)
{
  self->folded = folded;
  gtk_list_view_set_single_click_activate (self->list_view, folded);

  /* With single clicks the selection follows the pointer, and means nothing; side by side it is the link that is
   * shown. */
  if (!folded && self->selection != NULL)
    chosen_position_cb (self);
}

static void
set_search_mode (PlLinksPane *self,
                 gboolean     search_mode)
{
  /* Asked for a search that is there already: whoever asks wants to type. */
  if (search_mode && self->search_mode)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
      gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
    }
  if (self->search_mode == search_mode)
    return;

  self->search_mode = search_mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEARCH_MODE]);
}

static void
pl_links_pane_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  PlLinksPane *self = PL_LINKS_PANE (object);

  switch ((PlLinksPaneProperty) property_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_SEARCH_MODE:
      g_value_set_boolean (value, self->search_mode);
      break;
    case PROP_LINK_ID:
      g_value_set_string (value, self->link_id);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, self->status);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_SORT:
      g_value_set_enum (value, self->sort);
      break;
    case PROP_REVERSED:
      g_value_set_boolean (value, self->reversed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_links_pane_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  PlLinksPane *self = PL_LINKS_PANE (object);

  switch ((PlLinksPaneProperty) property_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      return;
    case PROP_SEARCH_MODE:
      set_search_mode (self, g_value_get_boolean (value));
      return;
    case PROP_LINK_ID:
      set_link_id (self, g_value_get_string (value));
      return;
    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      return;
    case PROP_STATUS:
      self->status = g_value_get_enum (value);
      break;
    case PROP_KIND:
      self->kind = g_value_get_enum (value);
      break;
    case PROP_SORT:
      self->sort = g_value_get_enum (value);
      break;
    case PROP_REVERSED:
      self->reversed = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      return;
    }

  scroll_to_top (self);
  apply_filters (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
pl_links_pane_dispose (GObject *object)
{
  PlLinksPane *self = PL_LINKS_PANE (object);

  g_clear_object (&self->link_signals);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->links);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pl_links_pane_parent_class)->dispose (object);
}

static void
pl_links_pane_finalize (GObject *object)
{
  PlLinksPane *self = PL_LINKS_PANE (object);

  g_free (self->link_id);

  G_OBJECT_CLASS (pl_links_pane_parent_class)->finalize (object);
}

static void
pl_links_pane_class_init (PlLinksPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_links_pane_get_property;
  object_class->set_property = pl_links_pane_set_property;
  object_class->dispose = pl_links_pane_dispose;
  object_class->finalize = pl_links_pane_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, PL_TYPE_SESSION, flags);
  properties[PROP_SEARCH_MODE] = g_param_spec_boolean ("search-mode", NULL, NULL, FALSE, flags);
  properties[PROP_LINK_ID] = g_param_spec_string ("link-id", NULL, NULL, NULL, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, PAYROC_TYPE_LINK_STATUS, PAYROC_LINK_STATUS_UNKNOWN, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, PAYROC_TYPE_LINK_KIND, PAYROC_LINK_KIND_UNKNOWN,
                                             flags);
  properties[PROP_SORT] = g_param_spec_enum ("sort", NULL, NULL, PL_TYPE_LINK_SORT, PL_LINK_SORT_CREATED, flags);
  properties[PROP_REVERSED] = g_param_spec_boolean ("reversed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "links.status", "status");
  gtk_widget_class_install_property_action (widget_class, "links.kind", "kind");
  gtk_widget_class_install_property_action (widget_class, "links.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "links.reversed", "reversed");
  gtk_widget_class_install_action (widget_class, "links.show-all", NULL, show_all_cb);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-links-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, filter_revealer);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, filter_label);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, stack);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
pl_links_pane_init (PlLinksPane *self)
{
  self->link_signals = g_signal_group_new (PL_TYPE_LINK_LIST);
  g_signal_group_connect_swapped (self->link_signals, "notify::n-matching", G_CALLBACK (show_page), self);
  g_signal_group_connect_swapped (self->link_signals, "notify::n-total", G_CALLBACK (show_page), self);
  g_signal_group_connect_swapped (self->link_signals, "notify::ready", G_CALLBACK (show_page), self);
  g_signal_group_connect_swapped (self->link_signals, "notify::chosen-position", G_CALLBACK (chosen_position_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
}
