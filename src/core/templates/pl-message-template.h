/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words in braces of a message to customers, and what stands for them: pure functions. What it says is written by
 * those who speak to the merchant. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;      /* (owned) (nullable) NULL: several people, or none yet */
  char *amount;    /* (owned) */
  char *reference; /* (owned) */
  char *expires;   /* (owned) */
  char *link;      /* (owned) (nullable) NULL: not known before the link is created */
} PlMessageValues;

typedef enum
{
  PL_MESSAGE_FINE,
  PL_MESSAGE_NEEDS_ONE_PERSON, /* {name}, but one text goes to several people, or the name is not known */
  PL_MESSAGE_NEEDS_ADDRESS,    /* {link}, but there is none yet */
} PlMessageProblem;

void  pl_message_values_set_people (PlMessageValues       *self,
                                    GListModel            *recipients);
void  pl_message_values_free       (PlMessageValues       *self);

/* (transfer full): text with {name} {amount} {reference} {expires} {link}, in capitals or not, replaced; other braces
 * stay. */
char *pl_message_template_fill     (const char            *text,
                                    const PlMessageValues *values,
                                    PlMessageProblem      *problem);
/* (transfer full): the same, but of a word that nothing stands for nothing stays: for texts that nobody looks at before
 * they go out. */
char *pl_message_template_fill_known (const char            *text,
                                      const PlMessageValues *values);
/* (transfer full) (nullable): the first "{amout}" that is none of the words. */
char *pl_message_template_find_unknown (const char *text);
/* word: without braces */
gboolean pl_message_template_uses (const char *text,
                                   const char *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlMessageValues, pl_message_values_free)

G_END_DECLS
