/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which view is shown follows from the criteria: a filter that happens to be a view is called by its name. */
#include "config.h"

#include "pl-view-button.h"

#include <glib/gi18n.h>

#include "ui/parts/pl-late-menu.h"
#include "ui/parts/pl-name-dialog.h"

/* In the store, the ids of these are words; those of saved views are numbers. */
typedef struct
{
  const char     *id;
  const char     *name;
  PlLinkCriteria  criteria;
} Starter;

#define ALL "all"

static const Starter starters[] = {
  { ALL, NC_("view", "All Links") },
  { "open", NC_("view", "Open"), { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE } },
  { "paid", NC_("view", "Paid"), { .statuses = 1u << PAYROC_LINK_STATUS_COMPLETED } },
  { "expiring", NC_("view", "Expiring Soon"),
    { .statuses = 1u << PAYROC_LINK_STATUS_ACTIVE, .expires = { PL_PERIOD_NEXT_7_DAYS },
      .sort = PL_LINK_SORT_EXPIRES } },
  { "attention", NC_("view", "Needs Attention"), { .statuses = PL_LINK_CRITERIA_ATTENTION } },
  { "expired", NC_("view", "Expired"), { .statuses = 1u << PAYROC_LINK_STATUS_EXPIRED } },
};

static const PlNamedWords words = {
  .rename_heading = N_("Rename View"),
  .rename_body = N_("What the view shows stays the same."),
  .save_heading = N_("Save View"),
  .save_body = N_("The filters, the search and the order of the list, under a name."),
  .taken = N_("Another view has this name."),
  .replace = N_("There is a view with this name. It will be replaced."),
  .replaced = N_("View replaced"),
  .not_saved = N_("The View Was Not Saved"),
  .not_deleted = N_("The View Was Not Deleted"),
};

struct _PlViewButton
{
  AdwBin          parent_instance;

  PlLinkViews    *views;         /* (owned) (nullable) */
  GSignalGroup   *views_signals; /* (owned) */
  PlLinkCriteria *criteria;      /* (owned) */

  GtkMenuButton  *button;        /* (unowned) template, as all below */
  GMenu          *menu;
  GtkLabel       *label;
  GMenu          *starter_section;
  GMenu          *own_section;
  GMenu          *edit_section;
};

typedef enum
{
  PROP_VIEWS = 1,
  PROP_CRITERIA,
  PROP_SHOWN,
} PlViewButtonProperty;

static GParamSpec *properties[PROP_SHOWN + 1];

G_DEFINE_FINAL_TYPE (PlViewButton, pl_view_button, ADW_TYPE_BIN)

static const Starter *
find_starter (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    {
      if (g_strcmp0 (starters[i].id, id) == 0)
        return &starters[i];
    }

  return NULL;
}

static PlLinkView *
find_own (PlViewButton *self,
          const char   *id)
{
  return self->views != NULL && id != NULL ? pl_named_list_find (PL_NAMED_LIST (self->views), id) : NULL;
}

/* The view used last, whether it is shown as it was saved or not. */
static const char *
get_chosen (PlViewButton *self)
{
  const char *chosen = self->views != NULL ? pl_named_list_get_chosen (PL_NAMED_LIST (self->views)) : NULL;

  return find_starter (chosen) != NULL || find_own (self, chosen) != NULL ? chosen : ALL;
}

static const PlLinkCriteria *
get_criteria (PlViewButton *self,
              const char   *id)
{
  const Starter *starter = find_starter (id);
  PlLinkView    *own = find_own (self, id);

  if (starter != NULL)
    return &starter->criteria;

  return own != NULL ? pl_link_view_get_criteria (own) : NULL;
}

/* All links are all links in whatever order. */
static gboolean
is_shown (PlViewButton *self,
          const char   *id)
{
  const PlLinkCriteria *criteria = get_criteria (self, id);

  if (g_str_equal (id, ALL))
    return self->criteria->search == NULL && !pl_link_criteria_has_filter (self->criteria);

  return criteria != NULL && pl_link_criteria_equal (criteria, self->criteria);
}

static const char *
find_shown (PlViewButton *self)
{
  const char *chosen = get_chosen (self);

  if (is_shown (self, chosen))
    return chosen;

  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    {
      if (is_shown (self, starters[i].id))
        return starters[i].id;
    }

  for (guint i = 0; self->views != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->views)); i++)
    {
      g_autoptr (PlLinkView) view = g_list_model_get_item (G_LIST_MODEL (self->views), i);

      if (is_shown (self, pl_named_get_id (PL_NAMED (view))))
        return pl_named_get_id (PL_NAMED (view));
    }

  return NULL;
}

static const char *
get_name (PlViewButton *self,
          const char   *id)
{
  const Starter *starter = find_starter (id);
  PlLinkView    *own = find_own (self, id);

  if (starter != NULL)
    return g_dpgettext2 (NULL, "view", starter->name);

  return own != NULL ? pl_named_get_name (PL_NAMED (own)) : "";
}

static void
update (PlViewButton *self)
{
  const char      *shown = find_shown (self);
  const char      *chosen = shown != NULL ? shown : get_chosen (self);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  if (shown != NULL)
    text = g_strdup (get_name (self, shown));
  else if (g_str_equal (chosen, ALL))
    /* Translators: what the list shows when a search or a filter leaves links out, and it is no view with a name. */
    text = g_strdup (C_("view", "Some Links"));
  else
    /* Translators: %s is the name of a view whose filters were changed since it was chosen. */
    text = g_strdup_printf (C_("view", "%s, changed"), get_name (self, chosen));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.save",
                                 self->views != NULL && !pl_link_criteria_equal (get_criteria (self, chosen),
                                                                                 self->criteria));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.update", shown == NULL && find_own (self, chosen) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.rename", find_own (self, chosen) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "view.delete", find_own (self, chosen) != NULL);

  if (g_str_equal (gtk_label_get_text (self->label), text))
    return;

  gtk_label_set_text (self->label, text);
  /* Translators: what a screen reader says of the menu of views; %s is the name of the view that is shown. */
  name = g_strdup_printf (_("View: %s"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_criteria (PlViewButton         *self,
              const PlLinkCriteria *criteria)
{
  const PlLinkCriteria all = { NULL };
  const char          *shown;

  if (criteria == NULL)
    criteria = &all;
  if (pl_link_criteria_equal (self->criteria, criteria))
    return;

  pl_link_criteria_free (self->criteria);
  self->criteria = pl_link_criteria_copy (criteria);

  shown = find_shown (self);
  if (shown != NULL && self->views != NULL && pl_named_list_get_loaded (PL_NAMED_LIST (self->views)))
    pl_named_list_set_chosen (PL_NAMED_LIST (self->views), shown);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CRITERIA]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
show_view (PlViewButton *self,
           const char   *id)
{
  const PlLinkCriteria *criteria = get_criteria (self, id);

  if (criteria == NULL)
    return;

  if (self->views != NULL)
    pl_named_list_set_chosen (PL_NAMED_LIST (self->views), id);
  set_criteria (self, criteria);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

/* What is stored is there: the view used last is shown, unless somebody has begun to search in the meantime. */
static void
loaded_cb (PlViewButton *self)
{
  if (is_shown (self, ALL) && !g_str_equal (get_chosen (self), ALL))
    show_view (self, get_chosen (self));
}

static void
views_changed_cb (PlViewButton *self)
{
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN]);
}

static void
set_views (PlViewButton *self,
           PlLinkViews  *views)
{
  if (!g_set_object (&self->views, views))
    return;

  /* What another account's view showed is not this one's. */
  set_criteria (self, NULL);
  g_signal_group_set_target (self->views_signals, views);
  if (views != NULL && pl_named_list_get_loaded (PL_NAMED_LIST (views)))
    loaded_cb (self);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEWS]);
}

static void
append (GMenu      *section,
        const char *name,
        const char *id)
{
  g_autoptr (GMenuItem) item = NULL;
  g_auto (GStrv)        parts = g_strsplit (name, "_", -1);
  g_autofree char      *label = g_strjoinv ("__", parts); /* no mnemonic is meant */

  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "view.shown", "s", id);
  g_menu_append_item (section, item);
}

/* Filled when it is opened: the menu of a popover has widgets, and what is typed would make them anew. */
static void
fill_menu_cb (gpointer user_data)
{
  PlViewButton *self = user_data;
  PlLinkView   *own = find_own (self, get_chosen (self));

  g_menu_remove_all (self->starter_section);
  g_menu_remove_all (self->own_section);
  g_menu_remove_all (self->edit_section);

  for (guint i = 0; i < G_N_ELEMENTS (starters); i++)
    append (self->starter_section, get_name (self, starters[i].id), starters[i].id);

  for (guint i = 0; self->views != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->views)); i++)
    {
      g_autoptr (PlLinkView) view = g_list_model_get_item (G_LIST_MODEL (self->views), i);

      append (self->own_section, pl_named_get_name (PL_NAMED (view)), pl_named_get_id (PL_NAMED (view)));
    }

  g_menu_append (self->edit_section, _("_Save as View…"), "view.save");
  if (own != NULL)
    {
      g_menu_append (self->edit_section, _("_Update View"), "view.update");
      g_menu_append (self->edit_section, _("_Rename View…"), "view.rename");
      g_menu_append (self->edit_section, _("_Delete View"), "view.delete");
    }
}

static void
saved_name_cb (PlViewButton *self,
               const char   *name)
{
  g_autofree char *document = pl_link_criteria_to_text (self->criteria);
  PlNamed         *known;

  if (self->views == NULL)
    return;

  known = pl_named_list_find_name (PL_NAMED_LIST (self->views), name);
  pl_named_change_put (GTK_WIDGET (self), PL_NAMED_LIST (self->views), &words, known, name, document,
                       known != NULL ? words.replaced : NULL);
}

static void
new_name_cb (PlViewButton *self,
             const char   *name)
{
  PlLinkView *view = find_own (self, get_chosen (self));

  if (view != NULL)
    pl_named_change_put (GTK_WIDGET (self), PL_NAMED_LIST (self->views), &words, PL_NAMED (view), name, NULL, NULL);
}

static void
ask_for_name (PlViewButton *self,
              PlLinkView   *renamed,
              GCallback     named)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *dialog = pl_name_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                          PL_NAMED_LIST (self->views), &words, (PlNamed *) renamed);

  g_signal_connect_object (dialog, "named", named, self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  ask_for_name (PL_VIEW_BUTTON (widget), NULL, G_CALLBACK (saved_name_cb));
}

static void
rename_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  PlViewButton *self = PL_VIEW_BUTTON (widget);

  ask_for_name (self, find_own (self, get_chosen (self)), G_CALLBACK (new_name_cb));
}

static void
update_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  PlViewButton    *self = PL_VIEW_BUTTON (widget);
  PlLinkView      *view = find_own (self, get_chosen (self));
  g_autofree char *document = pl_link_criteria_to_text (self->criteria);

  pl_named_change_put (widget, PL_NAMED_LIST (self->views), &words, PL_NAMED (view), NULL, document,
                       N_("View updated"));
}

static void
delete_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  PlViewButton *self = PL_VIEW_BUTTON (widget);
  PlLinkView   *view = find_own (self, get_chosen (self));

  pl_named_change_remove (widget, PL_NAMED_LIST (self->views), &words, PL_NAMED (view));
}

static void
pl_view_button_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  PlViewButton *self = PL_VIEW_BUTTON (object);
  const char   *shown;

  switch ((PlViewButtonProperty) property_id)
    {
    case PROP_VIEWS:
      g_value_set_object (value, self->views);
      break;
    case PROP_CRITERIA:
      g_value_set_boxed (value, self->criteria);
      break;
    case PROP_SHOWN:
      shown = find_shown (self);
      g_value_set_string (value, shown != NULL ? shown : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_view_button_set_property (GObject      *object,
                             guint         property_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  PlViewButton *self = PL_VIEW_BUTTON (object);

  switch ((PlViewButtonProperty) property_id)
    {
    case PROP_VIEWS:
      set_views (self, g_value_get_object (value));
      break;
    case PROP_CRITERIA:
      set_criteria (self, g_value_get_boxed (value));
      break;
    case PROP_SHOWN:
      show_view (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
pl_view_button_dispose (GObject *object)
{
  PlViewButton *self = PL_VIEW_BUTTON (object);

  g_clear_object (&self->views_signals);
  g_clear_object (&self->views);

  G_OBJECT_CLASS (pl_view_button_parent_class)->dispose (object);
}

static void
pl_view_button_finalize (GObject *object)
{
  PlViewButton *self = PL_VIEW_BUTTON (object);

  pl_link_criteria_free (self->criteria);

  G_OBJECT_CLASS (pl_view_button_parent_class)->finalize (object);
}

static void
pl_view_button_class_init (PlViewButtonClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = pl_view_button_get_property;
  object_class->set_property = pl_view_button_set_property;
  object_class->dispose = pl_view_button_dispose;
  object_class->finalize = pl_view_button_finalize;

  properties[PROP_VIEWS] = g_param_spec_object ("views", NULL, NULL, PL_TYPE_LINK_VIEWS, flags);
  properties[PROP_CRITERIA] = g_param_spec_boxed ("criteria", NULL, NULL, PL_TYPE_LINK_CRITERIA, flags);
  properties[PROP_SHOWN] = g_param_spec_string ("shown", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_property_action (widget_class, "view.shown", "shown");
  gtk_widget_class_install_action (widget_class, "view.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "view.update", NULL, update_cb);
  gtk_widget_class_install_action (widget_class, "view.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "view.delete", NULL, delete_cb);

  gtk_widget_class_set_template_from_resource (widget_class, PL_RESOURCES "pl-view-button.ui");
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, button);
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, label);
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, menu);
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, starter_section);
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, own_section);
  gtk_widget_class_bind_template_child (widget_class, PlViewButton, edit_section);
}

static void
pl_view_button_init (PlViewButton *self)
{
  self->criteria = pl_link_criteria_new ();
  self->views_signals = g_signal_group_new (PL_TYPE_LINK_VIEWS);
  g_signal_group_connect_swapped (self->views_signals, "notify::loaded", G_CALLBACK (loaded_cb), self);
  g_signal_group_connect_swapped (self->views_signals, "items-changed", G_CALLBACK (views_changed_cb), self);
  g_signal_group_connect_swapped (self->views_signals, "notify::chosen", G_CALLBACK (views_changed_cb), self);

  gtk_widget_init_template (GTK_WIDGET (self));
  pl_late_menu_set (self->button, self->menu, fill_menu_cb, self);
  update (self);
}
