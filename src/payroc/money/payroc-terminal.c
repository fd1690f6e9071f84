/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody types as the number of a processing terminal goes into addresses: only what may stand there does. */

#include "payroc-terminal.h"

#include <string.h>

/**
 * payroc_terminal_id_is_valid:
 * @id: (nullable): what somebody typed
 *
 * Returns: whether it is 4–50 characters that can stand in an address: letters, digits, "-", "_" and "."
 */
gboolean
payroc_terminal_id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length < PAYROC_TERMINAL_ID_MIN || length > PAYROC_TERMINAL_ID_MAX)
    return FALSE;

  for (const char *p = id; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
        return FALSE;
    }

  /* "...." would be a path of its own. */
  return strspn (id, ".") < length;
}
