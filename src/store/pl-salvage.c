/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A damaged page hides all that is reached through it; the rows themselves are whole where their own pages are. So each
 * page is looked at by itself, as https://www.sqlite.org/fileformat2.html describes it, and believed in nothing. */
#include "pl-salvage.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pl-connection-private.h"

#define HEADER_LENGTH       100
#define WAL_HEADER_LENGTH   32
#define FRAME_HEADER_LENGTH 24
#define WAL_MAGIC           0x377f0682

#define LEAF_OF_TABLE   13
#define BRANCH_OF_TABLE 5
#define LEAF_HEADER     8
#define BRANCH_HEADER   12

/* A page of a chain belongs to one row, and stale copies of that row may still point to it. A file made up to have its
 * chains followed for hours lets every cell point to the same one. */
#define MOST_READS_OF_A_CHAINED_PAGE 4

struct _PlSalvage
{
  sqlite3_file *file;      /* (unowned) */
  guint32       n_pages;   /* of the file */
  gsize         page_size;
  int           log;       /* file descriptor, or -1 */
  GHashTable   *frames;    /* (owned) page number → offset of its newest committed copy in the log */
  GHashTable   *chained;   /* (owned) page number → how often this visit has read it as part of a chain */
  GHashTable   *ranges;    /* (owned) (element-type guint Range) page number → what the pages above say of it */
};

/* Of the rows' numbers: above `low`, and up to `high`. */
typedef struct
{
  gint64 low;
  gint64 high;
} Range;

static guint32
get_u16 (const guint8 *p)
{
  return (guint32) p[0] << 8 | p[1];
}

static guint32
get_u32 (const guint8 *p)
{
  return get_u16 (p) << 16 | get_u16 (p + 2);
}

static gboolean
is_page_size (guint32 size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

/* The checksum runs on from frame to frame, in words of the byte order that the log's first word tells. */
static void
add_checksum (guint32       sum[2],
              gboolean      big_endian,
              const guint8 *data,
              gsize         length)
{
  for (gsize i = 0; i + 8 <= length; i += 8)
    {
      guint32 first = get_u32 (data + i);
      guint32 second = get_u32 (data + i + 4);

      sum[0] += (big_endian ? first : GUINT32_SWAP_LE_BE (first)) + sum[1];
      sum[1] += (big_endian ? second : GUINT32_SWAP_LE_BE (second)) + sum[0];
    }
}

static gboolean
read_log_bytes (PlSalvage *self,
                guint8    *data,
                gsize      length,
                gint64     offset)
{
  return pread (self->log, data, length, offset) == (gssize) length;
}

/* What was committed, as SQLite itself would see it: up to the last commit before something that does not add up. */
static void
read_log (PlSalvage *self)
{
  g_autoptr (GHashTable) pending = g_hash_table_new (NULL, NULL);
  g_autofree guint8     *page = g_malloc (self->page_size);
  guint8                 header[WAL_HEADER_LENGTH];
  guint8                 frame[FRAME_HEADER_LENGTH];
  guint32                sum[2] = { 0, 0 };
  gint64                 offset = WAL_HEADER_LENGTH;
  gboolean               big_endian;

  if (!read_log_bytes (self, header, sizeof header, 0)
      || (get_u32 (header) & ~1u) != WAL_MAGIC
      || get_u32 (header + 8) != self->page_size)
    return;

  big_endian = (get_u32 (header) & 1) != 0;
  add_checksum (sum, big_endian, header, 24);
  if (sum[0] != get_u32 (header + 24) || sum[1] != get_u32 (header + 28))
    return;

  for (; read_log_bytes (self, frame, sizeof frame, offset); offset += sizeof frame + (gint64) self->page_size)
    {
      GHashTableIter iter;
      gpointer       number;
      gpointer       place;

      if (!read_log_bytes (self, page, self->page_size, offset + (gint64) sizeof frame)
          || memcmp (frame + 8, header + 16, 8) != 0)
        return;

      add_checksum (sum, big_endian, frame, 8);
      add_checksum (sum, big_endian, page, self->page_size);
      if (sum[0] != get_u32 (frame + 16) || sum[1] != get_u32 (frame + 20))
        return;

      g_hash_table_insert (pending, GUINT_TO_POINTER (get_u32 (frame)),
                           GSIZE_TO_POINTER ((gsize) offset + sizeof frame));

      if (get_u32 (frame + 4) == 0)
        continue;

      g_hash_table_iter_init (&iter, pending);
      while (g_hash_table_iter_next (&iter, &number, &place))
        g_hash_table_insert (self->frames, number, place);
      g_hash_table_remove_all (pending);
    }
}

static gboolean
read_page (PlSalvage *self,
           guint32    number,
           guint8    *page)
{
  gpointer place;

  if (self->log >= 0 && g_hash_table_lookup_extended (self->frames, GUINT_TO_POINTER (number), NULL, &place))
    return read_log_bytes (self, page, self->page_size, (gint64) GPOINTER_TO_SIZE (place));

  return number >= 1
         && number <= self->n_pages
         && self->file->pMethods->xRead (self->file, page, (int) self->page_size,
                                         (gint64) (number - 1) * (gint64) self->page_size) == SQLITE_OK;
}

static gboolean
read_chained_page (PlSalvage *self,
                   guint32    number,
                   guint8    *page)
{
  const guint n_reads = GPOINTER_TO_UINT (g_hash_table_lookup (self->chained, GUINT_TO_POINTER (number)));

  if (n_reads == MOST_READS_OF_A_CHAINED_PAGE)
    return FALSE;

  g_hash_table_insert (self->chained, GUINT_TO_POINTER (number), GUINT_TO_POINTER (n_reads + 1));

  return read_page (self, number, page);
}

/* How much of a payload lies in its leaf; the rest in a chain of pages. */
static gsize
get_local_length (PlSalvage *self,
                  gsize      length)
{
  const gsize usable = self->page_size;
  const gsize most = usable - 35;
  const gsize least = (usable - 12) * 32 / 255 - 23;
  gsize       local;

  if (length <= most)
    return length;

  local = least + (length - least) % (usable - 4);

  return local <= most ? local : least;
}

/* (transfer full) (nullable) */
static guint8 *
read_payload (PlSalvage    *self,
              const guint8 *p,
              const guint8 *end,
              gsize         length,
              gsize        *room)
{
  const gsize        local = get_local_length (self, length);
  g_autofree guint8 *payload = NULL;
  g_autofree guint8 *page = NULL;
  guint32            next;

  if ((gsize) (end - p) < local + (local < length ? 4 : 0))
    return NULL;

  /* The cells of a page do not overlap. In a file made up to keep us busy all of them are one. */
  if (local > *room)
    return NULL;
  *room -= local;

  payload = g_malloc (length);
  memcpy (payload, p, local);
  if (local == length)
    return g_steal_pointer (&payload);

  page = g_malloc (self->page_size);
  next = get_u32 (p + local);

  /* Its length and the reads of each page bound the chain, wherever it leads. */
  for (gsize done = local; done < length;)
    {
      const gsize part = MIN (length - done, self->page_size - 4);

      if (!read_chained_page (self, next, page))
        return NULL;

      memcpy (payload + done, page + 4, part);
      done += part;
      next = get_u32 (page);
    }

  return next == 0 ? g_steal_pointer (&payload) : NULL;
}

/* FALSE ends the walk. */
typedef gboolean (*PageFunc) (PlSalvage     *self,
                              guint32        number,
                              const guint8  *page,
                              gsize          header,
                              gpointer       user_data,
                              GError       **error);

/* The log first, and no page twice: what is newest stands. */
static gboolean
walk_pages (PlSalvage  *self,
            PageFunc    func,
            gpointer    user_data,
            GError    **error)
{
  g_autofree guint8 *page = g_malloc (self->page_size);
  GHashTableIter     iter;
  gpointer           number;

  g_hash_table_iter_init (&iter, self->frames);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    {
      const guint32 i = GPOINTER_TO_UINT (number);

      if (read_page (self, i, page) && !func (self, i, page, i == 1 ? HEADER_LENGTH : 0, user_data, error))
        return FALSE;
    }

  for (guint32 i = 1; i <= self->n_pages; i++)
    {
      if (!g_hash_table_contains (self->frames, GUINT_TO_POINTER (i))
          && read_page (self, i, page)
          && !func (self, i, page, i == 1 ? HEADER_LENGTH : 0, user_data, error))
        return FALSE;
    }

  return TRUE;
}

/* Where two pages name the same one, what either says will do. */
static void
add_range (PlSalvage *self,
           guint32    number,
           gint64     low,
           gint64     high)
{
  Range *range = g_hash_table_lookup (self->ranges, GUINT_TO_POINTER (number));

  if (range == NULL)
    {
      range = g_new (Range, 1);
      *range = (Range) { low, high };
      g_hash_table_insert (self->ranges, GUINT_TO_POINTER (number), range);
    }

  range->low = MIN (range->low, low);
  range->high = MAX (range->high, high);
}

/* Pages that are named by one whose own numbers are in order. */
static gboolean
read_ranges_cb (PlSalvage     *self,
                guint32        number,
                const guint8  *page,
                gsize          header,
                gpointer       user_data,
                GError       **error)
{
  const guint8 *pointers = page + header + BRANCH_HEADER;
  const guint8 *end = page + self->page_size;
  gint64        low = G_MININT64;
  guint32       n_cells;

  if (page[header] != BRANCH_OF_TABLE)
    return TRUE;

  n_cells = get_u16 (page + header + 3);
  if (n_cells > (gsize) (end - pointers) / 2)
    return TRUE;

  for (guint32 i = 0; i < n_cells; i++)
    {
      const guint32 place = get_u16 (pointers + 2 * i);
      const guint8 *p = page + place + 4;
      gint64        high;

      if (place + 4 >= self->page_size || !pl_record_read_varint (&p, end, &high) || high <= low)
        return TRUE;

      add_range (self, get_u32 (page + place), low, high);
      low = high;
    }

  add_range (self, get_u32 (page + header + 8), low, G_MAXINT64);

  return TRUE;
}

typedef struct
{
  const char    *shape;
  PlSalvagePlace place;
  PlSalvageFunc  func;
  gpointer       user_data;
} Visit;

/* The number of the row in a cell, or G_MININT64, which none has. */
static gint64
get_rowid (PlSalvage    *self,
           const guint8 *page,
           guint32       place)
{
  const guint8 *p = page + place;
  const guint8 *end = page + self->page_size;
  gint64        length;
  gint64        rowid;

  return place < self->page_size && pl_record_read_varint (&p, end, &length) && pl_record_read_varint (&p, end, &rowid)
           ? rowid : G_MININT64;
}

static gboolean
is_in_place (PlSalvage    *self,
             const Range  *range,
             const guint8 *page,
             const guint8 *pointers,
             guint32       n_cells,
             guint32       i)
{
  const gint64 rowid = get_rowid (self, page, get_u16 (pointers + 2 * i));

  return range != NULL
         && rowid > range->low
         && rowid <= range->high
         && (i == 0 || rowid > get_rowid (self, page, get_u16 (pointers + 2 * (i - 1))))
         && (i + 1 == n_cells || rowid < get_rowid (self, page, get_u16 (pointers + 2 * (i + 1))));
}

static gboolean
visit_cell (PlSalvage     *self,
            const Visit   *visit,
            const guint8  *p,
            const guint8  *end,
            gsize         *room,
            GError       **error)
{
  g_autofree guint8 *payload = NULL;
  PlRecord           record;
  gint64             length;
  gint64             rowid;

  if (!pl_record_read_varint (&p, end, &length)
      || !pl_record_read_varint (&p, end, &rowid)
      || length < 2
      || length > PL_SALVAGE_MOST_PAYLOAD)
    return TRUE;

  payload = read_payload (self, p, end, (gsize) length, room);

  if (payload == NULL
      || !pl_record_read (&record, rowid, payload, (gsize) length)
      || !pl_record_is_shaped (&record, visit->shape))
    return TRUE;

  return visit->func (&record, visit->user_data, error);
}

static gboolean
visit_page_cb (PlSalvage     *self,
               guint32        number,
               const guint8  *page,
               gsize          header,
               gpointer       user_data,
               GError       **error)
{
  const Visit  *visit = user_data;
  const Range  *range = g_hash_table_lookup (self->ranges, GUINT_TO_POINTER (number));
  const guint8 *pointers = page + header + LEAF_HEADER;
  const guint8 *end = page + self->page_size;
  gsize         room = self->page_size;
  guint32       n_cells;

  if (page[header] != LEAF_OF_TABLE)
    return TRUE;

  n_cells = get_u16 (page + header + 3);
  if (n_cells > (gsize) (end - pointers) / 2)
    return TRUE;

  for (guint32 i = 0; i < n_cells; i++)
    {
      const guint32 place = get_u16 (pointers + 2 * i);

      if (visit->place == PL_SALVAGE_IN_PLACE && !is_in_place (self, range, page, pointers, n_cells, i))
        continue;

      if (place >= header + LEAF_HEADER + 2 * n_cells && place < self->page_size
          && !visit_cell (self, visit, page + place, end, &room, error))
        return FALSE;
    }

  return TRUE;
}

PlSalvage *
pl_salvage_new (PlConnection *connection,
                const char   *path)
{
  PlSalvage       *self = g_new0 (PlSalvage, 1);
  g_autofree char *log_path = g_strconcat (path, "-wal", NULL);
  sqlite3_int64    size = 0;
  guint8           header[HEADER_LENGTH] = { 0 };
  guint32          page_size;

  self->frames = g_hash_table_new (NULL, NULL);
  self->chained = g_hash_table_new (NULL, NULL);
  self->ranges = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->log = open (log_path, O_RDONLY | O_CLOEXEC);

  /* Through SQLite's own descriptor: closing another of the same file would drop its locks. */
  if (sqlite3_file_control (pl_connection_get_handle (connection), "main", SQLITE_FCNTL_FILE_POINTER, &self->file)
      != SQLITE_OK
      || self->file == NULL
      || self->file->pMethods == NULL
      || self->file->pMethods->xFileSize (self->file, &size) != SQLITE_OK)
    size = 0;

  /* Ours are of SQLite's usual size, whatever a damaged header says. */
  if (size > HEADER_LENGTH)
    self->file->pMethods->xRead (self->file, header, sizeof header, 0);
  page_size = get_u16 (header + 16);
  self->page_size = is_page_size (page_size) && memcmp (header, "SQLite format 3", 16) == 0 ? page_size : 4096;
  self->n_pages = (guint32) MIN ((guint64) size / self->page_size, G_MAXUINT32 - 1);

  if (self->log >= 0)
    read_log (self);
  walk_pages (self, read_ranges_cb, NULL, NULL);

  return self;
}

void
pl_salvage_free (PlSalvage *self)
{
  if (self->log >= 0)
    close (self->log);

  g_hash_table_unref (self->frames);
  g_hash_table_unref (self->chained);
  g_hash_table_unref (self->ranges);
  g_free (self);
}

gsize
pl_salvage_get_size (PlSalvage *self)
{
  return ((gsize) self->n_pages + g_hash_table_size (self->frames)) * self->page_size;
}

gboolean
pl_salvage_visit (PlSalvage      *self,
                  const char     *shape,
                  PlSalvagePlace  place,
                  PlSalvageFunc   func,
                  gpointer        user_data,
                  GError        **error)
{
  Visit visit = { .shape = shape, .place = place, .func = func, .user_data = user_data };

  g_hash_table_remove_all (self->chained);

  return walk_pages (self, visit_page_cb, &visit, error);
}
