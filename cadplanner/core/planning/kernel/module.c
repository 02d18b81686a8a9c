/* The Python face of the kernel: bytes in, bytes out (see ../kernel_search.py). */
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include "search.h"

/* As in ../kernel_search.py: whoever changes the search gives both the next number. */
#define EDITION 4
#define DAY "cadplanner.core.planning._kernel.day"

typedef struct {
    const Search *search;
    void *day;
} Running;

static void forget(PyObject *capsule) {
    Running *running = PyCapsule_GetPointer(capsule, DAY);
    if (!running) return;
    running->search->end(running->day);
    PyMem_Free(running);
}

static Running *running_in(PyObject *capsule) { return PyCapsule_GetPointer(capsule, DAY); }

static PyObject *begin(PyObject *module, PyObject *args) {
    const Search *known[] = {&search_in_2_words, &search_in_3_words, &search_in_5_words};
    const char *bytes;
    Py_ssize_t length;
    int words;
    (void)module;
    if (!PyArg_ParseTuple(args, "iy#", &words, &bytes, &length)) return NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i]->words != words) continue;
        Running *running = PyMem_Malloc(sizeof *running);
        if (!running) return PyErr_NoMemory();
        running->search = known[i];
        running->day = known[i]->begin((const int64_t *)(const void *)bytes, (size_t)length / sizeof(int64_t));
        PyObject *capsule = running->day ? PyCapsule_New(running, DAY, forget) : NULL;
        if (capsule) return capsule;
        if (running->day) running->search->end(running->day);
        else PyErr_SetString(PyExc_ValueError, "the problem does not end where it should, or memory does not suffice");
        PyMem_Free(running);
        return NULL;
    }
    PyErr_Format(PyExc_ValueError, "no masks of %d words", words);
    return NULL;
}

static PyObject *rounds(PyObject *module, PyObject *args) {
    PyObject *capsule;
    long count;
    int perfect;
    (void)module;
    if (!PyArg_ParseTuple(args, "Ol", &capsule, &count)) return NULL;
    Running *running = running_in(capsule);
    if (!running) return NULL;
    perfect = running->search->rounds(running->day, count);
    return PyBool_FromLong(perfect);
}

static PyObject *cost(PyObject *module, PyObject *capsule) {
    Running *running = running_in(capsule);
    (void)module;
    return running ? PyLong_FromLongLong(running->search->cost(running->day)) : NULL;
}

static PyObject *answer(PyObject *module, PyObject *capsule) {
    Running *running = running_in(capsule);
    (void)module;
    if (!running) return NULL;
    size_t count = running->search->answer(running->day, NULL);
    PyObject *bytes = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(count * sizeof(int64_t)));
    if (bytes) running->search->answer(running->day, (int64_t *)(void *)PyBytes_AsString(bytes));
    return bytes;
}

static PyObject *leave_out(PyObject *module, PyObject *args) {
    PyObject *capsule;
    const char *bytes;
    Py_ssize_t length;
    (void)module;
    if (!PyArg_ParseTuple(args, "Oy#", &capsule, &bytes, &length)) return NULL;
    Running *running = running_in(capsule);
    if (!running) return NULL;
    running->search->leave_out(running->day, (const int64_t *)(const void *)bytes, (size_t)length / sizeof(int64_t));
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"begin", begin, METH_VARARGS, "begin(words, problem) -> a day with its first plan."},
    {"rounds", rounds, METH_VARARGS, "rounds(day, count) -> whether nothing can be better."},
    {"cost", cost, METH_O, "cost(day) -> the cost of the best plan."},
    {"answer", answer, METH_O, "answer(day) -> the best plan, as bytes."},
    {"leave_out", leave_out, METH_VARARGS, "leave_out(day, routes) takes those out of the best plan and goes on from there."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_kernel", "The compiled engine.", -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__kernel(void) {
    PyObject *module = PyModule_Create(&definition);
    if (module) PyModule_AddIntConstant(module, "EDITION", EDITION);
    return module;
}
