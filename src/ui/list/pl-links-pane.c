/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search and filters are the model's; this is how they are asked for and what is seen of the answer. */
#include "config.h"

#include "pl-links-pane.h"

#include "core/pl-core-enum-types.h"
#include "ui/parts/pl-late-menu.h"
#include "ui/parts/pl-tab-stop.h"
#include "ui/parts/pl-toast-room.h"
#include "ui/parts/pl-wrap-box.h"
#include "pl-filter-chips.h"
#include "pl-filter-dialog.h"
#include "pl-filter-text.h"
#include "pl-link-row.h"
#include "pl-link-selection.h"
#include "pl-links-none.h"
#include "pl-links-unread.h"
#include "pl-list-range.h"
#include "pl-pick-bar.h"
#include "pl-pick-mode.h"
#include "pl-row-look.h"
#include "pl-view-button.h"

struct _PlLinksPane
{
  AdwBin              parent_instance;

  PlSession          *session;         /* (owned) (nullable) */
  PlLinkList         *links;           /* (owned) (nullable) */
  PlLinkSelection    *selection;       /* (owned) (nullable) */
  PlPickMode         *pick_mode;       /* (owned) */
  PlListRange        *range;           /* (owned) */
  PlRowLook          *look;            /* (owned) */
  GSignalGroup       *link_signals;    /* (owned) of the links */
  GSignalGroup       *awaited_signals; /* (owned) of an item that is opened as soon as its link was read */
  char               *link_id;         /* (owned) (nullable) */
  gboolean            search_mode;
  gboolean            folded;
  gboolean            following;       /* the selection moves because the list did, not because somebody chose */
  PlLinkCriteria     *criteria;        /* (owned) */
  char               *summary;         /* (owned) (nullable) how many are shown of how many */

  GtkSearchBar       *search_bar;      /* (unowned) template, as all below */
  GtkSearchEntry     *search_entry;
  GtkWidget          *view_line;
  PlViewButton       *view_button;
  GtkMenuButton      *sort_button;
  GMenu              *sort_menu;
  GtkWidget          *filter_button;
  GMenu              *direction_section;
  GtkRevealer        *filter_revealer;
  GtkStack           *stack;
  GtkScrolledWindow  *scrolled_window;
  GtkListView        *list_view;
  PlLinksUnread      *unread;
  PlPickBar          *pick_bar;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_SEARCH_MODE,
  PROP_LINK_ID,
  PROP_FOLDED,
  PROP_CRITERIA,
  PROP_SORT,
  PROP_REVERSED,
  PROP_SUMMARY,
  PROP_PICK_MODE,
} PlLinksPaneProperty;

static GParamSpec *properties[PROP_PICK_MODE + 1];

G_DEFINE_FINAL_TYPE (PlLinksPane, pl_links_pane, ADW_TYPE_BIN)

static void
update_summary (PlLinksPane *self)
{
  guint            n_total = self->links != NULL ? pl_link_list_get_n_total (self->links) : 0;
  guint            n_matching = self->links != NULL ? pl_link_list_get_n_matching (self->links) : 0;
  gboolean         ready = self->links != NULL && pl_link_list_get_ready (self->links);
  gboolean         all = self->criteria->search == NULL && !pl_link_criteria_has_filter (self->criteria);
  gboolean         failed = self->links != NULL && pl_link_list_get_error (self->links) != NULL;
  /* How many of those that are still being read match is not known. */
  g_autofree char *text = failed         ? pl_filter_text_unread (n_matching)
                          : ready || all ? pl_filter_text_count (all ? n_total : n_matching, n_total)
                                         : g_strdup ("");

  if (g_strcmp0 (self->summary, text) == 0)
    return;

  g_free (self->summary);
  self->summary = g_steal_pointer (&text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
show_page (PlLinksPane *self)
{
  guint    n_total = self->links != NULL ? pl_link_list_get_n_total (self->links) : 0;
  guint    n_matching = self->links != NULL ? pl_link_list_get_n_matching (self->links) : 0;
  gboolean ready = self->links != NULL && pl_link_list_get_ready (self->links);

  if (n_matching > 0 || !ready)
    gtk_stack_set_visible_child_name (self->stack, n_matching > 0 ? "list" : "reading");
  else
    pl_links_none_show (self->stack, n_total > 0 ? "no-match" : "empty");

  update_summary (self);
  gtk_widget_set_visible (self->view_line, n_total > 0);
  gtk_revealer_set_reveal_child (self->filter_revealer,
                                 n_total > 0 && pl_link_criteria_has_filter (self->criteria));
}

/* What matches begins at the top, and there only few rows have to be made. */
static void
scroll_to_top (PlLinksPane *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled_window), 0);
}

/* For a moment after a search a row still shows the link that was there before: who chose it means the one that comes.
 */
static void
open_item (PlLinksPane *self,
           PlLinkItem  *item)
{
  gboolean current = item != NULL && pl_link_item_is_current (item);

  g_signal_group_set_target (self->awaited_signals, current ? NULL : item);
  if (current)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-link", "s",
                                payroc_link_get_id (pl_link_item_get_link (item)));
}

static void
awaited_cb (PlLinksPane *self,
            PlLinkItem  *item)
{
  if (pl_link_item_is_current (item))
    open_item (self, item);
}

static void
selected_cb (PlLinksPane *self)
{
  if (!self->following && !self->folded && !pl_pick_mode_get_picking (self->pick_mode))
    open_item (self, pl_link_selection_get_selected_item (self->selection));
}

static void
chosen_position_cb (PlLinksPane *self)
{
  guint position;

  g_object_get (self->links, "chosen-position", &position, NULL);
  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->links)))
    position = GTK_INVALID_LIST_POSITION;

  self->following = TRUE;
  pl_link_selection_set_selected (self->selection, position);
  self->following = FALSE;
  pl_list_range_reveal (self->range, position);
}

/* Enter, on a row that has the focus and need not be selected; a click, when a link covers the list. */
static void
activate_cb (PlLinksPane *self,
             guint        position)
{
  g_autoptr (PlLinkItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (!pl_pick_mode_toggle (self->pick_mode, position))
    open_item (self, item);
}

static void
setup_cb (PlLinksPane *self,
          GtkListItem *list_item)
{
  GtkWidget *row = pl_link_row_new (self->look);

  gtk_list_item_set_child (list_item, row);
  pl_pick_mode_set_up_row (self->pick_mode, list_item, PL_LINK_ROW (row));
}

static void
bind_cb (PlLinksPane *self,
         GtkListItem *list_item)
{
  pl_link_row_set_item (PL_LINK_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_cb (PlLinksPane *self,
           GtkListItem *list_item)
{
  pl_link_row_set_item (PL_LINK_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static void
update_directions (PlLinksPane *self)
{
  g_menu_remove_all (self->direction_section);
  g_menu_append (self->direction_section, pl_filter_text_direction (self->criteria->sort, TRUE), "links.reversed");
}

static void
set_criteria (PlLinksPane          *self,
              const PlLinkCriteria *criteria)
{
  const PlLinkCriteria       all = { NULL };
  g_autoptr (PlLinkCriteria) before = NULL;
  const char                *search;

  if (criteria == NULL)
    criteria = &all;
  if (pl_link_criteria_equal (self->criteria, criteria))
    return;

  before = g_steal_pointer (&self->criteria);
  self->criteria = pl_link_criteria_copy (criteria);
  search = self->criteria->search != NULL ? self->criteria->search : "";
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), search))
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), search);
  /* Only where nobody types yet: who asks for a search that is there gets its words selected. */
  if (*search != '\0' && !self->search_mode)
    g_object_set (self, "search-mode", TRUE, NULL);

  g_signal_group_set_target (self->awaited_signals, NULL);
  scroll_to_top (self);
  if (self->links != NULL)
    pl_link_list_set_criteria (self->links, self->criteria);
  show_page (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CRITERIA]);
  if (before->sort != self->criteria->sort)
    {
      update_directions (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
    }
  if (before->reversed != self->criteria->reversed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVERSED]);
}

static void
search_changed_cb (PlLinksPane *self)
{
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (self->criteria);

  pl_link_criteria_set_search (criteria, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  set_criteria (self, criteria);
}

/* An entry without text leaves Ctrl+A to whoever stands around it, and all links are not what was meant. */
static void
select_words_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  gtk_editable_select_region (GTK_EDITABLE (PL_LINKS_PANE (widget)->search_entry), 0, -1);
}

static void
show_all_cb (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  PlLinksPane               *self = PL_LINKS_PANE (widget);
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (self->criteria);

  pl_link_criteria_clear_filters (criteria);
  pl_link_criteria_set_search (criteria, NULL);
  set_criteria (self, criteria);
}

static void
filter_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  PlLinksPane *self = PL_LINKS_PANE (widget);
  GtkRoot     *root = gtk_widget_get_root (widget);
  GtkWidget   *dialog = pl_filter_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);

  g_object_bind_property (self, "criteria", dialog, "criteria", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "summary", dialog, "summary", G_BINDING_SYNC_CREATE);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chips_emptied_cb (PlLinksPane *self)
{
  gtk_widget_grab_focus (self->filter_button);
}

/* While picking, a click is not to open, and the pointer selects nothing on its way. */
static void
picking_cb (PlLinksPane *self)
{
  gboolean picking = pl_pick_mode_get_picking (self->pick_mode);

  gtk_list_view_set_single_click_activate (self->list_view, self->folded && !picking);
  if (picking)
    gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
  else if (self->selection != NULL)
    chosen_position_cb (self);
}

static void
set_session (PlLinksPane *self,
             PlSession   *session)
{
  g_autoptr (PlLinkViews) views = NULL;

  if (!g_set_object (&self->session, session))
    return;

  pl_pick_mode_set_selection (self->pick_mode, NULL);
  gtk_list_view_set_model (self->list_view, NULL);
  g_signal_group_set_target (self->awaited_signals, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->links);
  if (session != NULL)
    {
      /* First, so that the rows that are read first are already those of the view used last. */
      views = pl_session_create_link_views (session);
      g_object_set (self->view_button, "views", views, NULL);
      self->links = pl_session_create_link_list (session);
      pl_link_list_set_criteria (self->links, self->criteria);
      self->selection = pl_link_selection_new (self->links);
      g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
      gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
    }
  else
    {
      g_object_set (self->view_button, "views", NULL, NULL);
    }
  g_signal_group_set_target (self->link_signals, self->links);
  pl_links_unread_set_links (self->unread, self->links);
  pl_list_range_set_links (self->range, self->links);
  pl_pick_mode_set_selection (self->pick_mode, self->selection);
  show_page (self);
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
  pl_list_range_want (self->range, link_id != NULL);
  if (self->links != NULL)
    g_object_set (self->links, "chosen", link_id, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_ID]);
}

static void
set_folded (PlLinksPane *self,
            gboolean     folded)
{
  if (self->folded == folded)
    return;

  self->folded = folded;
  gtk_list_view_set_single_click_activate (self->list_view, folded && !pl_pick_mode_get_picking (self->pick_mode));

  /* With single clicks the selection follows the pointer, and means nothing; side by side it is the link that is
   * shown. */
  if (!folded && self->selection != NULL)
    chosen_position_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
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
    case PROP_CRITERIA:
      g_value_set_boxed (value, self->criteria);
      break;
    case PROP_SORT:
      g_value_set_enum (value, self->criteria->sort);
      break;
    case PROP_REVERSED:
      g_value_set_boolean (value, self->criteria->reversed);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_PICK_MODE:
      g_value_set_object (value, self->pick_mode);
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
  PlLinksPane               *self = PL_LINKS_PANE (object);
  g_autoptr (PlLinkCriteria) criteria = pl_link_criteria_copy (self->criteria);

  switch ((PlLinksPaneProperty) property_id)
    {
    case PROP_SESSION:
      set_session (self, g_value_get_object (value));
      break;
    case PROP_SEARCH_MODE:
      set_search_mode (self, g_value_get_boolean (value));
      break;
    case PROP_LINK_ID:
      set_link_id (self, g_value_get_string (value));
      break;
    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_CRITERIA:
      set_criteria (self, g_value_get_boxed (value));
      break;
    case PROP_SORT:
      criteria->sort = g_value_get_enum (value);
      set_criteria (self, criteria);
      break;
    case PROP_REVERSED:
      criteria->reversed = g_value_get_boolean (value);
      set_criteria (self, criteria);
      break;
    case PROP_SUMMARY:
    case PROP_PICK_MODE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_links_pane_dispose (GObject *object)
{
  PlLinksPane *self = PL_LINKS_PANE (object);

  g_clear_object (&self->link_signals);
  g_clear_object (&self->awaited_signals);
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->pick_mode);
  g_clear_object (&self->range);
  g_clear_object (&self->look);
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
  g_free (self->summary);
  pl_link_criteria_free (self->criteria);

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
  properties[PROP_CRITERIA] = g_param_spec_boxed ("criteria", NULL, NULL, PL_TYPE_LINK_CRITERIA, flags);
  properties[PROP_SORT] = g_param_spec_enum ("sort", NULL, NULL, PL_TYPE_LINK_SORT, PL_LINK_SORT_CREATED, flags);
  properties[PROP_REVERSED] = g_param_spec_boolean ("reversed", NULL, NULL, FALSE, flags);
  properties[PROP_SUMMARY] =
    g_param_spec_string ("summary", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PICK_MODE] =
    g_param_spec_object ("pick-mode", NULL, NULL, PL_TYPE_PICK_MODE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "links.sort", "sort");
  gtk_widget_class_install_property_action (widget_class, "links.reversed", "reversed");
  gtk_widget_class_install_action (widget_class, "links.show-all", NULL, show_all_cb);
  gtk_widget_class_install_action (widget_class, "links.filter", NULL, filter_cb);
  gtk_widget_class_install_action (widget_class, "search.select-all", NULL, select_words_cb);

  g_type_ensure (PL_TYPE_FILTER_CHIPS);
  g_type_ensure (PL_TYPE_LINKS_UNREAD);
  g_type_ensure (PL_TYPE_PICK_BAR);
  g_type_ensure (PL_TYPE_TAB_STOP);
  g_type_ensure (PL_TYPE_TOAST_ROOM);
  g_type_ensure (PL_TYPE_VIEW_BUTTON);
  g_type_ensure (PL_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-links-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, filter_revealer);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, view_line);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, view_button);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, filter_button);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, sort_button);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, sort_menu);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, direction_section);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, stack);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, scrolled_window);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, list_view);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, unread);
  gtk_widget_class_bind_template_child (widget_class, PlLinksPane, pick_bar);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, chips_emptied_cb);
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
  g_signal_group_connect_swapped (self->link_signals, "notify::error", G_CALLBACK (show_page), self);
  g_signal_group_connect_swapped (self->link_signals, "notify::chosen-position", G_CALLBACK (chosen_position_cb), self);

  self->awaited_signals = g_signal_group_new (PL_TYPE_LINK_ITEM);
  g_signal_group_connect_swapped (self->awaited_signals, "changed", G_CALLBACK (awaited_cb), self);
  self->criteria = pl_link_criteria_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->pick_mode = pl_pick_mode_new (self->list_view, self->pick_bar);
  g_signal_connect_object (self->pick_mode, "notify::picking", G_CALLBACK (picking_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "picks", pl_pick_mode_get_actions (self->pick_mode));
  self->range = pl_list_range_new (self->scrolled_window);
  self->look = pl_row_look_new (GTK_WIDGET (self->list_view));
  pl_late_menu_set (self->sort_button, self->sort_menu, NULL, NULL);
  update_directions (self);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, GTK_WIDGET (self));
}
