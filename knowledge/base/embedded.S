// The bytes of the knowledge base, for embedded.cpp: from knowledge_bytes to knowledge_bytes_end.
    .section .rodata
    .balign 16
    .global paraspinal_knowledge_bytes
    .hidden paraspinal_knowledge_bytes
    .global paraspinal_knowledge_bytes_end
    .hidden paraspinal_knowledge_bytes_end
paraspinal_knowledge_bytes:
    .incbin PARASPINAL_KNOWLEDGE_FILE
paraspinal_knowledge_bytes_end:
    .byte 0
    .section .note.GNU-stack, "", @progbits
