/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trusts a line of output no more than any other reply. */
#include "config.h"

#include "pl-practice-greeting.h"

#include "payroc/payroc-error.h"
#include "payroc/payroc-json.h"
#include "payroc/payroc-url.h"

/* The line is held open in plain HTTP, without any library: so nothing but this computer and a port of its own will do,
 * and the path stays as it was written. */
static GUri *
parse_control (const char  *url,
               GError     **error)
{
  g_autoptr (GUri) uri = NULL;

  if (payroc_url_is_safe (url))
    uri = g_uri_parse (url, G_URI_FLAGS_ENCODED_PATH, NULL);

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), "http") || g_uri_get_port (uri) <= 0)
    {
      g_set_error_literal (error, PAYROC_ERROR, PAYROC_ERROR_BAD_REPLY, "Not where the practice server is controlled");
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static gboolean
read_members (PlPracticeGreeting  *self,
              JsonObject          *object,
              GError             **error)
{
  g_autoptr (GUri) control = NULL;
  const char *api_url, *identity_url, *control_url, *terminal, *currency, *api_key;

  if (!payroc_json_get_string (object, "apiUrl", TRUE, &api_url, error) ||
      !payroc_json_get_string (object, "identityUrl", TRUE, &identity_url, error) ||
      !payroc_json_get_string (object, "controlUrl", TRUE, &control_url, error) ||
      !payroc_json_get_string (object, "terminal", TRUE, &terminal, error) ||
      !payroc_json_get_string (object, "currency", TRUE, &currency, error) ||
      !payroc_json_get_string (object, "apiKey", TRUE, &api_key, error))
    return FALSE;

  self->environment = payroc_environment_new_custom (api_url, identity_url, error);
  if (self->environment == NULL)
    return FALSE;

  control = parse_control (control_url, error);
  if (control == NULL)
    return FALSE;

  self->host = g_strdup (g_uri_get_host (control));
  self->port = g_uri_get_port (control);
  self->hold_path = g_strconcat (g_uri_get_path (control), "/hold", NULL);
  self->terminal = g_strdup (terminal);
  self->currency = g_strdup (currency);
  self->api_key = g_strdup (api_key);

  return TRUE;
}

static char *
check_program (const char *directory)
{
  g_autofree char *program = g_build_filename (directory, PL_PRACTICE_PROGRAM, NULL);

  if (g_file_test (program, G_FILE_TEST_IS_EXECUTABLE) && g_file_test (program, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&program);

  return NULL;
}

static char *
find_beside (const char        *directory,
             const char *const *beside,
             gsize              n_beside)
{
  for (gsize i = 0; i < n_beside; i++)
    {
      g_autofree char *candidate = g_build_filename (directory, beside[i], NULL);
      char *program = check_program (candidate);

      if (program != NULL)
        return program;
    }

  return NULL;
}

/**
 * pl_practice_find_program:
 * @error: return location
 *
 * Looks beside our own program, then where Meson puts helper programs, at last
 * where they are siblings in a build tree: what is installed never starts what
 * somebody left beside it. Blocks for the disk.
 *
 * Errors: %G_IO_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full) (type filename): the program
 */
char *
pl_practice_find_program (GError **error)
{
  g_autofree char *self_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *self_directory = self_path != NULL ? g_path_get_dirname (self_path) : g_strdup (BINDIR);

  return pl_practice_find_program_from (self_directory, error);
}

/**
 * pl_practice_find_program_from:
 * @directory: (type filename): where our own program lies
 * @error: return location
 *
 * Returns: (transfer full) (type filename): as pl_practice_find_program()
 */
char *
pl_practice_find_program_from (const char  *directory,
                               GError     **error)
{
  static const char *const beside[] = { ".", "../libexec" };
  static const char *const in_build_tree[] = {
    "../practice",        /* src/ui, src/cli */
    "../src/practice",
    "src/practice",
    "../../src/practice", /* tests/core, tests/ui */
  };
  /* Whoever runs from a build tree means what was built there, whatever is installed. */
  const gboolean installed = g_str_equal (directory, BINDIR);
  char *found = find_beside (directory, beside, G_N_ELEMENTS (beside));

  if (found == NULL && !installed)
    found = find_beside (directory, in_build_tree, G_N_ELEMENTS (in_build_tree));
  if (found == NULL)
    found = check_program (LIBEXECDIR);
  if (found == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s is not installed", PL_PRACTICE_PROGRAM);

  return found;
}

/**
 * pl_practice_greeting_parse:
 * @line: the first line of its output
 * @length: its length in bytes
 * @error: return location
 *
 * Returns: (transfer full): what it says
 */
PlPracticeGreeting *
pl_practice_greeting_parse (const char  *line,
                            gsize        length,
                            GError     **error)
{
  g_autoptr (PlPracticeGreeting) self = g_new0 (PlPracticeGreeting, 1);
  g_autoptr (GBytes) bytes = g_bytes_new (line, length);
  g_autoptr (JsonNode) node = payroc_json_parse (bytes, error);

  if (node == NULL)
    return NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s did not say where it is", PL_PRACTICE_PROGRAM);
      return NULL;
    }

  return read_members (self, json_node_get_object (node), error) ? g_steal_pointer (&self) : NULL;
}

void
pl_practice_greeting_free (PlPracticeGreeting *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->environment);
  g_clear_pointer (&self->terminal, g_free);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->api_key, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->hold_path, g_free);
  g_free (self);
}
