/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines up columns by what a terminal shows, not by bytes: wide and combining characters count as they are drawn. */
#include "config.h"

#include "pl-cli-table.h"

#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define GAP 2

struct _PlCliTable
{
  guint      n_columns;
  guint      right_aligned; /* bit 1 << column */
  GPtrArray *rows; /* (owned) (element-type GStrv) */
};

static guint
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;

  return g_unichar_iswide (c) ? 2 : 1;
}

static guint
text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));

  return width;
}

static void
append_cut (GString    *out,
            const char *text,
            guint       width)
{
  guint used = 0;

  if (text_width (text) <= width)
    {
      g_string_append (out, text);
      return;
    }

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (used + char_width (c) > width - 1)
        break;
      used += char_width (c);
      g_string_append_unichar (out, c);
    }
  g_string_append (out, "…");
}

static void
append_spaces (GString *out,
               guint    count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (out, ' ');
}

/* right_aligned: bits 1 << column, for numbers. */
PlCliTable *
pl_cli_table_new (guint n_columns,
                  guint right_aligned)
{
  PlCliTable *self = g_new0 (PlCliTable, 1);

  self->n_columns = n_columns;
  self->right_aligned = right_aligned;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

/* As many texts as there are columns; NULL leaves a cell empty. */
void
pl_cli_table_add (PlCliTable *self,
                  ...)
{
  char **cells = g_new0 (char *, self->n_columns + 1);
  va_list arguments;

  va_start (arguments, self);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *text = va_arg (arguments, const char *);

      cells[i] = g_strdup (text != NULL ? text : "");
    }
  va_end (arguments);

  g_ptr_array_add (self->rows, cells);
}

/* width: of the terminal, or 0 for as wide as it gets. */
void
pl_cli_table_print (PlCliTable *self,
                    guint       width,
                    GString    *out)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);

      for (guint column = 0; column < self->n_columns; column++)
        widths[column] = MAX (widths[column], text_width (cells[column]));
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      char **cells = g_ptr_array_index (self->rows, i);
      guint used = 0, start = out->len;

      for (guint column = 0; column < self->n_columns; column++)
        {
          gboolean is_last = column + 1 == self->n_columns;
          guint padding = widths[column] - text_width (cells[column]);

          if (self->right_aligned & (1u << column))
            append_spaces (out, padding);
          if (is_last && width > used + 8)
            append_cut (out, cells[column], width - used);
          else
            g_string_append (out, cells[column]);
          if (!is_last)
            append_spaces (out, GAP + (self->right_aligned & (1u << column) ? 0 : padding));
          used += widths[column] + GAP;
        }

      while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
    }
}

/* Columns of the terminal that standard output is, or 0 when it is none. */
guint
pl_cli_table_width (void)
{
  struct winsize size;

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;

  return size.ws_col;
}

void
pl_cli_table_free (PlCliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}
