/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is searched of many links: their folded texts in one block of memory. Private to the index. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PlLinkTexts PlLinkTexts;

PlLinkTexts *pl_link_texts_new    (void);
void         pl_link_texts_free   (PlLinkTexts *self);

/* Texts of entries come in their order at first; text is not folded. */
void         pl_link_texts_append (PlLinkTexts *self,
                                   const char  *text,
                                   gsize        length);
/* Learns that an entry, or the next one, has this text now. */
void         pl_link_texts_set    (PlLinkTexts *self,
                                   guint        entry,
                                   const char  *text);
/* (transfer none): folded, until the next change; "" when it was never told. */
const char  *pl_link_texts_peek   (PlLinkTexts *self,
                                   guint        entry);

/* (transfer full) (nullable): a byte for each entry, *wanted where all words occur; NULL when nothing is searched. */
guint8      *pl_link_texts_search (PlLinkTexts *self,
                                   const char  *search,
                                   guint        n_entries,
                                   guint8      *wanted);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlLinkTexts, pl_link_texts_free)

G_END_DECLS
