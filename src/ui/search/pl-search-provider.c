/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Off until the merchant switches it on: references and amounts then stand on a screen that others may see. What the
 * desktop is given to tell results apart says nothing, and ends with this process. */
#include "config.h"

#include "pl-search-provider.h"

#include <glib/gi18n.h>

#include "pl-shell-search.h"
#include "ui/parts/pl-format.h"
#include "ui/parts/pl-settings.h"

#define SETTING "desktop-search"

/* One letter is in every link. */
#define SHORTEST    2
#define FOUND_MAX   8
/* Of earlier searches: the desktop may still show them. */
#define KEPT_MAX    64
/* Seconds that the desktop may take over the answer before this process ends. */
#define IDLE_TIMEOUT 60

typedef struct
{
  char     *account_id; /* (owned) */
  char     *link_id;    /* (owned) */
  char     *name;       /* (owned) */
  GVariant *meta;       /* (owned) */
} Result;

struct _PlSearchProvider
{
  GObject                parent_instance;

  GApplication          *application;  /* (unowned) outlives this */
  GSettings             *settings;     /* (owned) (nullable) */
  PlShellSearchProvider2 *skeleton;    /* (owned) */
  PlWorkspace           *workspace;    /* (owned) (nullable) */
  GHashTable            *results;      /* (owned) (element-type utf8 Result) by what the desktop knows of them */

  GDBusMethodInvocation *waiting;      /* (owned) (nullable) for the workspace, with its words */
  char                  *words;        /* (owned) (nullable) */
  GCancellable          *cancellable;  /* (owned) (nullable) of the search under way */
  guint                  idle_timeout; /* source; 0: nobody searches */
};

typedef enum
{
  PROP_ACTIVE = 1,
} PlSearchProviderProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (PlSearchProvider, pl_search_provider, G_TYPE_OBJECT)

typedef struct
{
  PlSearchProvider      *self;       /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) */
} Search;

static void
search_free (Search *search)
{
  g_clear_object (&search->self);
  g_clear_object (&search->invocation);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
result_free (Result *result)
{
  g_clear_pointer (&result->account_id, g_free);
  g_clear_pointer (&result->link_id, g_free);
  g_clear_pointer (&result->name, g_free);
  g_clear_pointer (&result->meta, g_variant_unref);
  g_free (result);
}

static gboolean
is_wanted (PlSearchProvider *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, SETTING);
}

/* Takes invocation. */
static void
answer (GDBusMethodInvocation *invocation,
        const char *const     *results)
{
  const char *const nothing[] = { NULL };

  /* Both kinds of search answer alike. */
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", results != NULL ? results : nothing));
}

/* Whoever searched before has typed on. */
static void
end_search (PlSearchProvider *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->words, g_free);
  if (self->waiting != NULL)
    answer (g_steal_pointer (&self->waiting), NULL);
}

static void
forget (PlSearchProvider *self)
{
  end_search (self);
  g_hash_table_remove_all (self->results);
}

static gboolean
idle_timeout_cb (gpointer user_data)
{
  PlSearchProvider *self = user_data;

  pl_search_provider_end (self);

  return G_SOURCE_REMOVE;
}

static void
hold (PlSearchProvider *self)
{
  const gboolean was_active = self->idle_timeout != 0;

  g_clear_handle_id (&self->idle_timeout, g_source_remove);
  self->idle_timeout = g_timeout_add_seconds (IDLE_TIMEOUT, idle_timeout_cb, self);
  if (!was_active)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
settings_cb (PlSearchProvider *self)
{
  if (!is_wanted (self))
    forget (self);
}

/* A link that is found again has the same id: results do not flicker while somebody types. */
static char *
create_id (PlSearchProvider *self,
           PlAccount        *account,
           PayrocLink       *link)
{
  GHashTableIter iter;
  gpointer id;
  gpointer value;

  g_hash_table_iter_init (&iter, self->results);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Result *result = value;

      if (g_str_equal (result->account_id, pl_account_get_id (account))
          && g_str_equal (result->link_id, payroc_link_get_id (link)))
        return g_strdup (id);
    }

  return g_uuid_string_random ();
}

static char *
describe (PlAccount  *account,
          PayrocLink *link)
{
  g_autofree char *amount = pl_format_amount (link);
  const char *description = payroc_link_get_description (link);
  const char *parts[4] = { NULL };
  guint n = 0;

  parts[n++] = amount;
  if (description != NULL && *description != '\0')
    parts[n++] = description;
  if (pl_account_get_kind (account) != PL_ACCOUNT_PRODUCTION)
    parts[n++] = pl_format_environment (pl_account_get_kind (account));

  return g_strjoinv (" · ", (char **) parts);
}

static Result *
result_new (const char *id,
            PlAccount  *account,
            PayrocLink *link)
{
  Result *result = g_new0 (Result, 1);
  g_autoptr (GIcon) icon = g_themed_icon_new (APPLICATION_ID);
  g_autofree char *icon_text = g_icon_to_string (icon);
  g_autofree char *description = describe (account, link);
  GVariantDict meta;

  result->account_id = g_strdup (pl_account_get_id (account));
  result->link_id = g_strdup (payroc_link_get_id (link));
  result->name = g_strdup (payroc_link_get_reference (link));

  g_variant_dict_init (&meta, NULL);
  g_variant_dict_insert (&meta, "id", "s", id);
  g_variant_dict_insert (&meta, "name", "s", result->name);
  g_variant_dict_insert (&meta, "description", "s", description);
  g_variant_dict_insert (&meta, "gicon", "s", icon_text);
  /* The desktop puts it on the clipboard when the result is chosen: without a window nobody else may. */
  g_variant_dict_insert (&meta, "clipboardText", "s", payroc_link_get_payment_url (link));
  result->meta = g_variant_ref_sink (g_variant_dict_end (&meta));

  return result;
}

static gboolean
is_earlier (gpointer id,
            gpointer result,
            gpointer ids)
{
  return !g_strv_contains (ids, id);
}

static char **
keep (PlSearchProvider *self,
      PlAccount        *account,
      GPtrArray        *links)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  char **ids;

  for (guint i = 0; i < links->len; i++)
    {
      PayrocLink *link = g_ptr_array_index (links, i);
      g_autofree char *id = NULL;

      if (payroc_link_get_payment_url (link) == NULL)
        continue;

      id = create_id (self, account, link);
      g_strv_builder_add (builder, id);
      g_hash_table_replace (self->results, g_strdup (id), result_new (id, account, link));
    }

  ids = g_strv_builder_end (builder);
  if (g_hash_table_size (self->results) > KEPT_MAX)
    g_hash_table_foreach_remove (self->results, is_earlier, ids);

  return ids;
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Search) search = user_data;
  PlSearchProvider *self = search->self;
  g_autoptr (PlAccount) account = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;

  links = pl_workspace_search_finish (PL_WORKSPACE (source), result, &account, &error);
  if (links == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("The desktop's search: %s", error->message);

  if (links != NULL && account != NULL)
    ids = keep (self, account, links);
  answer (g_steal_pointer (&search->invocation), (const char *const *) ids);
}

static void
search_now (PlSearchProvider *self)
{
  Search *search = g_new0 (Search, 1);
  g_autofree char *words = g_steal_pointer (&self->words);

  search->self = g_object_ref (self);
  search->invocation = g_steal_pointer (&self->waiting);
  self->cancellable = g_cancellable_new ();
  pl_workspace_search_async (self->workspace, words, FOUND_MAX, self->cancellable, found_cb, search);
}

static void
begin_search (PlSearchProvider      *self,
              GDBusMethodInvocation *invocation,
              const char *const     *terms)
{
  g_autofree char *words = g_strjoinv (" ", (char **) terms);

  end_search (self);
  if (!is_wanted (self) || g_utf8_strlen (words, -1) < SHORTEST)
    {
      answer (g_object_ref (invocation), NULL);
      return;
    }

  self->waiting = g_object_ref (invocation);
  self->words = g_steal_pointer (&words);
  /* Who hears of it brings the workspace, at once when it is there. */
  hold (self);
  if (self->workspace != NULL && self->waiting != NULL)
    search_now (self);
}

static gboolean
initial_cb (PlSearchProvider      *self,
            GDBusMethodInvocation *invocation,
            const char *const     *terms)
{
  begin_search (self, invocation, terms);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* What is found now need not be among what was found before: that was cut off at some number. */
static gboolean
subsearch_cb (PlSearchProvider      *self,
              GDBusMethodInvocation *invocation,
              const char *const     *previous,
              const char *const     *terms)
{
  begin_search (self, invocation, terms);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
metas_cb (PlSearchProvider      *self,
          GDBusMethodInvocation *invocation,
          const char *const     *ids)
{
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      const Result *result = g_hash_table_lookup (self->results, ids[i]);

      if (result != NULL)
        g_variant_builder_add_value (&metas, result->meta);
    }
  pl_shell_search_provider2_complete_get_result_metas (self->skeleton, invocation, g_variant_builder_end (&metas));

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

/* The desktop has copied the address by itself, and says nothing of it. */
static gboolean
activate_cb (PlSearchProvider      *self,
             GDBusMethodInvocation *invocation,
             const char            *id,
             const char *const     *terms,
             guint                  timestamp)
{
  const Result *result = g_hash_table_lookup (self->results, id);

  if (result != NULL)
    {
      g_autoptr (GNotification) notification = g_notification_new (_("Address copied"));

      g_notification_set_body (notification, result->name);
      g_notification_set_default_action_and_target (notification, "app.open-link", "(ss)", result->account_id,
                                                    result->link_id);
      g_application_send_notification (self->application, SETTING, notification);
    }
  pl_shell_search_provider2_complete_activate_result (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static gboolean
launch_cb (PlSearchProvider      *self,
           GDBusMethodInvocation *invocation,
           const char *const     *terms,
           guint                  timestamp)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "search",
                                  g_variant_new ("(^asu)", terms, timestamp));
  pl_shell_search_provider2_complete_launch_search (self->skeleton, invocation);

  return G_DBUS_METHOD_INVOCATION_HANDLED;
}

static void
pl_search_provider_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((PlSearchProviderProperty) prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, pl_search_provider_get_active (PL_SEARCH_PROVIDER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
pl_search_provider_dispose (GObject *object)
{
  PlSearchProvider *self = PL_SEARCH_PROVIDER (object);

  forget (self);
  pl_search_provider_unexport (self);
  g_clear_handle_id (&self->idle_timeout, g_source_remove);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (pl_search_provider_parent_class)->dispose (object);
}

static void
pl_search_provider_finalize (GObject *object)
{
  PlSearchProvider *self = PL_SEARCH_PROVIDER (object);

  g_clear_object (&self->skeleton);
  g_clear_pointer (&self->results, g_hash_table_unref);

  G_OBJECT_CLASS (pl_search_provider_parent_class)->finalize (object);
}

static void
pl_search_provider_class_init (PlSearchProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = pl_search_provider_get_property;
  object_class->dispose = pl_search_provider_dispose;
  object_class->finalize = pl_search_provider_finalize;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pl_search_provider_init (PlSearchProvider *self)
{
  self->results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) result_free);
  self->settings = pl_settings_open ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::" SETTING, G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);

  self->skeleton = pl_shell_search_provider2_skeleton_new ();
  g_signal_connect_object (self->skeleton, "handle-get-initial-result-set", G_CALLBACK (initial_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-get-subsearch-result-set", G_CALLBACK (subsearch_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-get-result-metas", G_CALLBACK (metas_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-activate-result", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->skeleton, "handle-launch-search", G_CALLBACK (launch_cb), self, G_CONNECT_SWAPPED);
}

PlSearchProvider *
pl_search_provider_new (GApplication *application)
{
  PlSearchProvider *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (PL_TYPE_SEARCH_PROVIDER, NULL);
  self->application = application;

  return self;
}

gboolean
pl_search_provider_export (PlSearchProvider  *self,
                           GDBusConnection   *connection,
                           const char        *object_path,
                           GError           **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (PL_IS_SEARCH_PROVIDER (self), FALSE);

  path = g_strconcat (object_path, "/SearchProvider", NULL);

  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->skeleton), connection, path, error);
}

void
pl_search_provider_unexport (PlSearchProvider *self)
{
  g_return_if_fail (PL_IS_SEARCH_PROVIDER (self));

  if (g_dbus_interface_skeleton_get_connection (G_DBUS_INTERFACE_SKELETON (self->skeleton)) != NULL)
    g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (self->skeleton));
}

gboolean
pl_search_provider_get_active (PlSearchProvider *self)
{
  g_return_val_if_fail (PL_IS_SEARCH_PROVIDER (self), FALSE);

  return self->idle_timeout != 0;
}

void
pl_search_provider_end (PlSearchProvider *self)
{
  g_return_if_fail (PL_IS_SEARCH_PROVIDER (self));

  forget (self);
  if (self->idle_timeout == 0)
    return;

  g_clear_handle_id (&self->idle_timeout, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

void
pl_search_provider_set_workspace (PlSearchProvider *self,
                                  PlWorkspace      *workspace)
{
  g_return_if_fail (PL_IS_SEARCH_PROVIDER (self));

  g_set_object (&self->workspace, workspace);
  if (workspace == NULL)
    forget (self);
  else if (self->waiting != NULL)
    search_now (self);
}
